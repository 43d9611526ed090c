/** Layouts of events by BTF, compiled once into field readers that then run without garbage. */
package io.eunomia.runtime.internal.decode;
