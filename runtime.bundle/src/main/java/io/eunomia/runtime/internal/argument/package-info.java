/** Reads values of a package's arguments from text, by the type of the global that they set. */
package io.eunomia.runtime.internal.argument;
