/** Defines enrichers: whiteboard services that add fields to events, for readers who ask for them. */
@Export
@Version("1.0.0")
package io.eunomia.runtime.enrich;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
