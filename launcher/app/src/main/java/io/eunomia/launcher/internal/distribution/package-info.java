/** Knows what a distribution consists of, and what it can be without. */
package io.eunomia.launcher.internal.distribution;
