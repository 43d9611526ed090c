/** Moves events out of the kernel: reads ring buffers and perf buffers from mapped memory, and waits on them by epoll. */
@Export
@Version("2.0.0")
package io.eunomia.libbpf.ring;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
