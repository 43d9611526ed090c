/** Facts of the running kernel and machine, and probes by tiny programs loaded through bpf(2). */
package io.eunomia.libbpf.internal.kernel;
