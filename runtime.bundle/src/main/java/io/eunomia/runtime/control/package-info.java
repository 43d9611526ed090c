/**
 * What every face asks of the trackers, as one interface. It is implemented twice: {@link
 * io.eunomia.runtime.control.LocalControl} on the {@link io.eunomia.runtime.TrackerManager} of this process, and the command
 * line's client over HTTP. The rules that all faces share stand in the first one only.
 */
@Export
@Version("1.0.0")
package io.eunomia.runtime.control;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
