/** What people read on a terminal: tables, durations, colours, errors. */
package io.eunomia.launcher.internal.text;
