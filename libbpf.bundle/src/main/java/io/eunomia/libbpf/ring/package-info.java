/** Moving events out of the kernel: ring buffers and perf buffers read from mapped memory, and epoll to wait on them. */
@Export
@Version("1.0.0")
package io.eunomia.libbpf.ring;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
