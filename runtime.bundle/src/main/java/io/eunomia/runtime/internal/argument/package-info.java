/** Values of a package's arguments, read from text by the type of the global they set. */
package io.eunomia.runtime.internal.argument;
