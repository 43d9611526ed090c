/** Acting on bundles with Java code that nobody knows: in bounded time, and with those in the way found and silenced. */
package io.eunomia.runtime.internal.code;
