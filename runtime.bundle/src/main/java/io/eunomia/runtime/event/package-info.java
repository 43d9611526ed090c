/** Defines events as they are delivered: schemas from BTF, views on the bytes, formats and subscriptions. */
@Export
@Version("3.0.0")
package io.eunomia.runtime.event;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
