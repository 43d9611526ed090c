package io.eunomia.libbpf.core;

/**
 * A disagreement between an object's declaration and a kernel's, for which libbpf refuses the object before the kernel sees it.
 *
 * @param message a sentence that names both declarations
 * @param hint the remedy, or empty
 * @param lacking true when the kernel does not have the thing at all, and the object is in order
 */
public record Misfit(String message, String hint, boolean lacking) {
}
