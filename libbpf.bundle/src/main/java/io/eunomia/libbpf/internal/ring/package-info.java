/** Reading ring buffers and perf buffers from memory shared with the kernel, and waiting for them. */
package io.eunomia.libbpf.internal.ring;
