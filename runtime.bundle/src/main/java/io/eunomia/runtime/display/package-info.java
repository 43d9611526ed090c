/** Defines what displays are and what readers of them get: counters, histograms and tables that a tracker's maps hold. */
@Export
@Version("1.0.0")
package io.eunomia.runtime.display;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
