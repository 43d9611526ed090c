/** What tests of several modules need: waiting for conditions, a daemon as a process, its HTTP interface, files that are opened. */
package io.eunomia.testkit;
