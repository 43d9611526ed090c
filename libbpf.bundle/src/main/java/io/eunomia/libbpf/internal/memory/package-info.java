/** What this process keeps resident. */
package io.eunomia.libbpf.internal.memory;
