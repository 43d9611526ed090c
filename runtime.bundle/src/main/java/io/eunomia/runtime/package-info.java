/** Installs, starts, stops and follows trackers. Every face of Eunomia calls {@link io.eunomia.runtime.TrackerManager}. */
@Export
@Version("1.2.0")
package io.eunomia.runtime;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
