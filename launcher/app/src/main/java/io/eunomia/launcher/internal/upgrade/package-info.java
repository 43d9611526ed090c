/** Lets another distribution take the place of a daemon that runs, on the same state folder. */
package io.eunomia.launcher.internal.upgrade;
