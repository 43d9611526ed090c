/** Looks into files that programs are attached in: executables, libraries and their functions and probes. */
package io.eunomia.libbpf.internal.target;
