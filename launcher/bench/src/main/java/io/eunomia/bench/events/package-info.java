/** The event path. */
package io.eunomia.bench.events;
