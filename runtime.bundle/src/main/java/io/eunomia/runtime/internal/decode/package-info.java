/** Finds the layouts of events in BTF and compiles them once into field readers that then run without garbage. */
package io.eunomia.runtime.internal.decode;
