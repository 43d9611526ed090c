/** Binds libbpf and libc under their C names and finds the libraries: the only package that knows jnr. */
package io.eunomia.libbpf.internal.ffi;
