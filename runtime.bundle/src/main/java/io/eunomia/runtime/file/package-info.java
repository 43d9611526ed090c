/** Reads and writes files within bounds, derives names from theirs,
 * and judges whether other users could have changed a file or folder. */
@Export
@Version("1.2.0")
package io.eunomia.runtime.file;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
