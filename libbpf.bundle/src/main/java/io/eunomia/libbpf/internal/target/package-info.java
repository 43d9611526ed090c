/** Files that programs are attached in: executables, libraries and the functions and probes they have. */
package io.eunomia.libbpf.internal.target;
