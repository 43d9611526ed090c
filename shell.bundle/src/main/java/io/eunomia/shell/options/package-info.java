/** Options that the command line and the shell have in common. */
@Export
@Version("1.0.0")
package io.eunomia.shell.options;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
