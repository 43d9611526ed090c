/** The daemon: framework, built-in and configured trackers, then HTTP; and its orderly end. */
package io.eunomia.launcher.internal.server;
