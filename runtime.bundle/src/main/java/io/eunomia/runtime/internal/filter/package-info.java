/**
 * Parses filters on events, in LDAP syntax (RFC 4515, as OSGi uses it) or infix, and compiles them against the schemas of a
 * tracker.
 */
package io.eunomia.runtime.internal.filter;
