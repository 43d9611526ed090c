/** The binding as an OSGi service. */
package io.eunomia.libbpf.internal.component;
