/** Bodies in and answers out, without a thread that waits for a client. */
package io.eunomia.http.internal.transfer;
