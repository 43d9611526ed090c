/** Moves events from rings and tables to subscribers, and counts what was lost on the way. */
package io.eunomia.runtime.internal.stream;
