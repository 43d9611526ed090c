/** The service behind every face: what an action means, to which tracker, one at a time, and with a line in the log. */
package io.eunomia.runtime.internal.manager;
