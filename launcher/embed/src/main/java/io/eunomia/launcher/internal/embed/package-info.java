/** Implements the embedding API: one thread per subscriber, records made from events. */
package io.eunomia.launcher.internal.embed;
