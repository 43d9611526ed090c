/** What people read on a terminal, alike in the command line and in the shell: tables, durations, reports, receipts. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("2.0.0")
package io.eunomia.shell.text;
