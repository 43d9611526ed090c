/** The OSGi framework: core bundles off the class path, trackers as ordinary bundles, state on disk, orderly end. */
package io.eunomia.launcher.internal.boot;
