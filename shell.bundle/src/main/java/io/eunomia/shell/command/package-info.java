/**
 * The commands that the command line and the shell have in common, a class each. A face gives them what they work with as an
 * {@link io.eunomia.shell.command.Invocation}.
 */
@Export
@Version("1.0.0")
package io.eunomia.shell.command;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
