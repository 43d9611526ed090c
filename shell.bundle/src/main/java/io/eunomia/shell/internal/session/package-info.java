/** Sessions over the Unix domain socket: admission of users, the session's threads, and Gogo behind it. */
package io.eunomia.shell.internal.session;
