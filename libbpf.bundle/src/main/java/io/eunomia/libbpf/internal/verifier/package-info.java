/** Reading verifier logs: pure Java, no kernel. */
package io.eunomia.libbpf.internal.verifier;
