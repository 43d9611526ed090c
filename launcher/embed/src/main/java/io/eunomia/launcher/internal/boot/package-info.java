/** Runs the OSGi framework: core bundles from the class path, trackers as ordinary bundles, state on disk, orderly end. */
package io.eunomia.launcher.internal.boot;
