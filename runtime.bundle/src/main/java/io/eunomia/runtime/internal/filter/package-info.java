/** Filters on events, in LDAP syntax (RFC 4515, as OSGi uses it) or infix, compiled against the schemas of a tracker. */
package io.eunomia.runtime.internal.filter;
