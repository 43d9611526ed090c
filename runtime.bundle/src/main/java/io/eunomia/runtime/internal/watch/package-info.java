/** The watched folder: what File Install reports of a folder's files becomes starts, updates and removals of trackers. */
package io.eunomia.runtime.internal.watch;
