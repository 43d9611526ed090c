/** The HTTP interface: a servlet over the runtime's services. */
package io.eunomia.http.internal;
