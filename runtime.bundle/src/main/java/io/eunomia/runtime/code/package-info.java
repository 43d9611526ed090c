/** Finds out in which bundle's Java code a thread is, and keeps events from bundles whose code does not return. */
@Export
@Version("1.0.0")
package io.eunomia.runtime.code;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
