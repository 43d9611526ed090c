/** Implements the client's side of the shell: a connection to the daemon's socket, scripts, and a line editor on a terminal. */
package io.eunomia.launcher.internal.shell;
