/** Attaching a replaceable program: a stub that jumps to whatever is in its slot. */
package io.eunomia.libbpf.internal.slot;
