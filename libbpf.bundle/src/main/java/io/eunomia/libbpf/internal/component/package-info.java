/** Provides the binding to libbpf as an OSGi service. */
package io.eunomia.libbpf.internal.component;
