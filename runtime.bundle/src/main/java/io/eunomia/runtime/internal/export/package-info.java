/** Implements the export handlers that come with the runtime, and the thread that feeds an export. */
package io.eunomia.runtime.internal.export;
