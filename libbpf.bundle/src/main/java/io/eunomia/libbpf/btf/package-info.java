/**
 * Types of BPF objects and of the kernel, read from BTF (Documentation/bpf/btf.rst, include/uapi/linux/btf.h) in
 * pure Java.
 *
 * <p>{@link io.eunomia.libbpf.btf.Btf#parse} checks every offset, id and size before it answers, so that hostile
 * bytes give a {@link io.eunomia.libbpf.btf.MalformedBtfException} and nothing else. Everything here is immutable
 * and may be used from any thread.
 */
@Export
@Version("1.1.0")
package io.eunomia.libbpf.btf;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
