/** Defines export handlers: whiteboard services that receive the events, or the displays, of the trackers that name them. */
@Export
@Version("1.3.0")
package io.eunomia.runtime.export;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
