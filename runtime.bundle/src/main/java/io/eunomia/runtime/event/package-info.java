/** Events as they are delivered: their schema by BTF, views on their bytes, filters, formats and subscriptions. */
@Export
@Version("2.0.0")
package io.eunomia.runtime.event;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
