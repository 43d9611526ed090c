/** Defines the normal form that a package of every accepted format is brought to. */
@Export
@Version("2.0.0")
package io.eunomia.runtime.descriptor;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
