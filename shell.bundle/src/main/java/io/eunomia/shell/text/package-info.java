/** Text for terminals that the command line and the shell have in common: tables, durations, reports, receipts. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("2.0.0")
package io.eunomia.shell.text;
