/** Defines what metrics say of trackers: numbers that only grow, numbers as they are, histograms, each by its labels. */
@Export
@Version("1.0.0")
package io.eunomia.runtime.metric;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
