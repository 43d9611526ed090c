/** Runs the daemon: framework, built-in and configured trackers, then HTTP; and ends it in order. */
package io.eunomia.launcher.internal.server;
