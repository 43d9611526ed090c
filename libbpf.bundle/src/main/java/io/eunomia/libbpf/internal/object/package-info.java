/** Opens, edits and loads objects and programs, and reports what the kernel says of them afterwards. */
package io.eunomia.libbpf.internal.object;
