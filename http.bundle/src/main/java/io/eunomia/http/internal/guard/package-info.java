/** Who is listened to: token, host and origin. */
package io.eunomia.http.internal.guard;
