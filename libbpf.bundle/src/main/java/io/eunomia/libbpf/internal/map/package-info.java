/** Maps in the kernel and what goes wrong in making them. */
package io.eunomia.libbpf.internal.map;
