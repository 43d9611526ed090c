/** Parses values as people write them and as they are shown: numbers, spans, sizes, addresses. For filters and arguments. */
package io.eunomia.runtime.internal.value;
