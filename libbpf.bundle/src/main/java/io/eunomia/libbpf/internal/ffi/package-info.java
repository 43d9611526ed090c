/** The C names of libbpf and libc, verbatim, and how the libraries are found: the only package that knows jnr. */
package io.eunomia.libbpf.internal.ffi;
