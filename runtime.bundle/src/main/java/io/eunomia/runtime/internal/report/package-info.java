/** Examines the machine for every face. */
package io.eunomia.runtime.internal.report;
