/** Watches a folder: the changes of its files become starts, updates and removals of trackers. */
package io.eunomia.runtime.internal.watch;
