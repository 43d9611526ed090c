/**
 * The protocol between the daemon and the client of the shell, over the daemon's Unix domain socket ({@code shell.sock} in its
 * state folder): frames of a type and some fields. Both sides are of one version, so nothing is negotiated.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.1.0")
package io.eunomia.shell.wire;
