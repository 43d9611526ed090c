/** The server's own Jetty connector, and the use of Jetty's API for connections. */
package io.eunomia.http.internal.listen;
