/** What CO-RE relocations of an object come to with the types of a kernel, worked out without that kernel and without libbpf. */
@Export
@Version("1.0.0")
package io.eunomia.libbpf.core;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
