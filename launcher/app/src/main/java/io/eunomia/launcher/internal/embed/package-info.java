/** Behind the embedding API: one thread per subscriber, records out of events. */
package io.eunomia.launcher.internal.embed;
