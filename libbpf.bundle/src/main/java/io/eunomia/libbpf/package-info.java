/**
 * eBPF objects, programs, maps and links over the native libbpf (1.0 or newer).
 *
 * <p>The phases are types, as in libbpf itself: {@link io.eunomia.libbpf.Libbpf#open} reads an object into a
 * {@link io.eunomia.libbpf.BpfObjectFile}, which may be edited; {@link io.eunomia.libbpf.BpfObjectFile#load}
 * consumes it and gives a {@link io.eunomia.libbpf.BpfObject} with kernel-side programs and maps;
 * {@link io.eunomia.libbpf.BpfProgram#attach} gives a {@link io.eunomia.libbpf.BpfLink}.
 *
 * <p>Code that receives an {@link java.lang.AutoCloseable} from this package owns it. Closing is idempotent and never throws
 * for something that the kernel has already released.
 */
@Export
@Version("2.0.0")
package io.eunomia.libbpf;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
