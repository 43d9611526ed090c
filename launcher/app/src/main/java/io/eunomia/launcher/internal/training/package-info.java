/** Exercises Eunomia while the JVM records which classes its archive shall hold. */
package io.eunomia.launcher.internal.training;
