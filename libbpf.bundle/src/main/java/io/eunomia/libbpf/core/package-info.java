/** Resolves an object's CO-RE relocations by the types of any kernel, without running that kernel and without libbpf. */
@Export
@Version("1.0.0")
package io.eunomia.libbpf.core;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
