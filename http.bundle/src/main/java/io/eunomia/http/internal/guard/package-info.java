/** Admission of requests by token, host and origin. */
package io.eunomia.http.internal.guard;
