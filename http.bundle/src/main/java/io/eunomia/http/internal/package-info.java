/** Servlets over the runtime's services. */
package io.eunomia.http.internal;
