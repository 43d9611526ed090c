/** The commands of scope {@code eunomia}, each a picocli class of its own; Gogo finds them by its whiteboard. */
package io.eunomia.shell.internal.command;
