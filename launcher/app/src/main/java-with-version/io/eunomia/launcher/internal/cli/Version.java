package io.eunomia.launcher.internal.cli;

/** The version of this program, which all modules share; the build sets it. */
final class Version {
    static final String TEXT = "${project.version}";

    private Version() {
    }
}
