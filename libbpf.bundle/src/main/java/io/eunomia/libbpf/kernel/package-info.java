/** What the running kernel is and can do, found out by probing. */
@Export
@Version("1.0.0")
package io.eunomia.libbpf.kernel;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
