/** Streams of events over HTTP, each on a thread of its own. */
package io.eunomia.http.internal.stream;
