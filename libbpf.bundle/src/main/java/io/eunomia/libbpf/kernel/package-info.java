/** Probes that find out what the running kernel is and what it can do. */
@Export
@Version("1.1.0")
package io.eunomia.libbpf.kernel;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
