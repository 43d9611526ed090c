/** Sessions over the Unix domain socket: who may have one, its threads, and Gogo behind it. */
package io.eunomia.shell.internal.session;
