/** Reads the accepted package formats into one normal form, within bounds. */
package io.eunomia.runtime.internal.parse;
