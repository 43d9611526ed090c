/** Trackers and how they are managed. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package io.eunomia.runtime;
