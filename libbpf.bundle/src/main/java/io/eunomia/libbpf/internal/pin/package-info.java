/** Keeps maps, programs and links in the kernel by files of a BPF file system, and takes them over from there. */
package io.eunomia.libbpf.internal.pin;
