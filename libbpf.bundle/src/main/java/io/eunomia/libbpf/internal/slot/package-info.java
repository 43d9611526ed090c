/** Attaches programs so that they can be replaced: a stub jumps to the program in its slot. */
package io.eunomia.libbpf.internal.slot;
