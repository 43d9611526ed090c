/** How long an operation takes for its caller. */
package io.eunomia.bench.latency;
