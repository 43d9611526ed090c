/** Talks to the daemon over HTTP; loads nothing of the engine. */
package io.eunomia.launcher.internal.client;
