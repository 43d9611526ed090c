/** Attaches programs, with one class per way that libbpf or the kernel offers, and explains failures. */
package io.eunomia.libbpf.internal.link;
