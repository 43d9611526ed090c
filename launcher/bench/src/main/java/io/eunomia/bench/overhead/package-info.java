/** What tracing costs the traced. */
package io.eunomia.bench.overhead;
