/** A tracker bundle that brings Java code: an export handler, and a format and an enricher that every face then offers. */
@RequireTrackerExtender
package io.eunomia.example.opens;

import io.eunomia.runtime.RequireTrackerExtender;
