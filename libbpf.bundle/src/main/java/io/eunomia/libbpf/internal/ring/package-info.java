/** Reads ring buffers and perf buffers from memory shared with the kernel, and waits for them. */
package io.eunomia.libbpf.internal.ring;
