/** Reads and writes files within bounds, and judges whether other users could have changed a file or folder. */
@Export
@Version("1.1.0")
package io.eunomia.runtime.file;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
