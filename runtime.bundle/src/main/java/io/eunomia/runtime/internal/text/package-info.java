/** Writes values as text without garbage: times, spans, sizes, addresses, sanitised strings. */
package io.eunomia.runtime.internal.text;
