/** Looks up what enrichers add to events: once for each key, off the thread that reads events, in bounded time. */
package io.eunomia.runtime.internal.enrich;
