/** Stores what the daemon should run, across restarts: one file of trackers, and their packages by digest beside it. */
package io.eunomia.runtime.internal.store;
