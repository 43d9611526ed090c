/**
 * Excerpts of the kernel's types, by which libbpf relocates an object in place of all of them: 5 to 10 ms less for each object.
 * They can be switched off ({@link io.eunomia.libbpf.internal.excerpt.TargetTypes#all}); the instructions are the same.
 */
package io.eunomia.libbpf.internal.excerpt;
