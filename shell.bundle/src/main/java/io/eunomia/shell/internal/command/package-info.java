/** The commands of scope {@code eunomia}: one class each, described to picocli; Gogo finds them by their whiteboard. */
package io.eunomia.shell.internal.command;
