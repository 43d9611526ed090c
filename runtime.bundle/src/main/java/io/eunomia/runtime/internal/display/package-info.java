/**
 * Displays: what a program knows beside events. A {@code DisplayPlan} is made of what a package says, or of what its types
 * suggest; a {@code MapDisplay} reads its map, and a {@code DisplayChannel} adds up what was read for everybody who reads it.
 */
package io.eunomia.runtime.internal.display;
