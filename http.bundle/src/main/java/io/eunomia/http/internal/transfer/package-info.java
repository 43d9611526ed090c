/** Receives bodies and sends answers without a thread that waits for the client. */
package io.eunomia.http.internal.transfer;
