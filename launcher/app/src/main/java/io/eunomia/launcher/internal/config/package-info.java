/** Reads the daemon's settings: the TOML file, flags that override it, and defaults. */
package io.eunomia.launcher.internal.config;
