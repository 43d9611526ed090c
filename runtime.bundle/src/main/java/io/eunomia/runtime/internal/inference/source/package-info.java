/** Reads what an object tells of its source: lines, columns, statements on them, and the types of what is read. */
package io.eunomia.runtime.internal.inference.source;
