/** Collects metrics and writes them as text. */
package io.eunomia.metrics.internal;
