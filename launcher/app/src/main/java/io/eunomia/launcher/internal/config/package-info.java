/** Settings of the daemon: the TOML file, the flags over it, and what is sensible otherwise. */
package io.eunomia.launcher.internal.config;
