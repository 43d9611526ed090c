/** Objects and programs: opening, editing, loading, and what the kernel says of them afterwards. */
package io.eunomia.libbpf.internal.object;
