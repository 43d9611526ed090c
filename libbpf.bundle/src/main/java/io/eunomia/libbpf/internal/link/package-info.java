/** Attaching programs: one class per way of attaching that libbpf or the kernel offers, and why it failed. */
package io.eunomia.libbpf.internal.link;
