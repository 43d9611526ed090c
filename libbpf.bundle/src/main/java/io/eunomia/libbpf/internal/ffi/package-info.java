/** The C names of libbpf and libc, verbatim: the only package that knows jnr. */
package io.eunomia.libbpf.internal.ffi;
