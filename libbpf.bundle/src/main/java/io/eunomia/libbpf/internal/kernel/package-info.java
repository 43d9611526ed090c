/** Reads facts of the running kernel and machine, and probes the kernel by tiny programs loaded through bpf(2). */
package io.eunomia.libbpf.internal.kernel;
