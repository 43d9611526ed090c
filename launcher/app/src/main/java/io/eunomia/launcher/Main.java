package io.eunomia.launcher;

import io.eunomia.launcher.internal.cli.Cli;

/** The program {@code eunomia}. */
public final class Main {
    private Main() {
    }

    public static void main(String[] arguments) {
        System.exit(Cli.run(arguments));
    }
}
