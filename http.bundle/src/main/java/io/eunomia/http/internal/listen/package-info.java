/** The server's own connector of Jetty, and what is asked of Jetty about connections. */
package io.eunomia.http.internal.listen;
