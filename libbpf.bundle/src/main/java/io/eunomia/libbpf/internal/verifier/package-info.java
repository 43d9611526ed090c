/** Reads verifier logs in pure Java, without the kernel. */
package io.eunomia.libbpf.internal.verifier;
