/** Releases what is owned, also when some of that fails. */
package io.eunomia.runtime.internal.closing;
