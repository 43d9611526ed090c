/** Reduces the memory that this process keeps resident. */
package io.eunomia.libbpf.internal.memory;
