/** Maps in the kernel: look-up, updates and walks over their entries. */
package io.eunomia.libbpf.internal.map;
