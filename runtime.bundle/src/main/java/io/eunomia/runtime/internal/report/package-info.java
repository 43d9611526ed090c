/** Looks at the machine on behalf of every face. */
package io.eunomia.runtime.internal.report;
