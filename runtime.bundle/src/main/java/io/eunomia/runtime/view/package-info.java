/**
 * Turns trackers, plans and failures into maps, lists and plain values, so that every face writes the same JSON. Members
 * are in the order in which they are to be written. Stateless: any thread.
 */
@Export
@Version("1.0.0")
package io.eunomia.runtime.view;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
