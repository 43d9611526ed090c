/** Implements the command line: one class a command. Client commands load neither the framework nor anything native. */
package io.eunomia.launcher.internal.cli;
