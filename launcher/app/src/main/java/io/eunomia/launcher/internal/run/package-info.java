/** Runs trackers in this very process: the engine without the daemon. */
package io.eunomia.launcher.internal.run;
