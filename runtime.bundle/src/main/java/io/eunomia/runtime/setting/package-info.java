/** Reads what a component is configured with: by Config Admin, or by the framework property of the same name. */
@Export
@Version("1.0.0")
package io.eunomia.runtime.setting;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
