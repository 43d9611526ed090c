/** Files and folders that others may have had their hands on: bounded reading, and whom one has to trust. */
@Export
@Version("1.1.0")
package io.eunomia.runtime.file;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
