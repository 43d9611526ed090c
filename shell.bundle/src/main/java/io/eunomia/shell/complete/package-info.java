/** Completion of what is typed after a command's name, for the command line and the shell: one source of candidates for both. */
@Export
@Version("1.0.0")
package io.eunomia.shell.complete;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
