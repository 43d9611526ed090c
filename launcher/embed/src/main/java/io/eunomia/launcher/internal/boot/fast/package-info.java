/**
 * What is done for no other reason than a faster start, and the switch that turns it off. {@code bin/eunomia} has the part
 * that concerns the JVM; {@code docs/startup.md} tells what each earns.
 */
package io.eunomia.launcher.internal.boot.fast;
