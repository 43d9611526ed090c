package io.eunomia.launcher.internal.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** How a tracker is to run: arguments and attach targets. */
final class PackageOptions {
    @Option(names = "--arg", paramLabel = "NAME=VALUE", description = "Sets an argument of the tracker; may be repeated.")
    private Map<String, String> arguments = new LinkedHashMap<>();

    @Option(names = "--attach", paramLabel = "PROGRAM=TARGET",
            description = "Where a program is attached: an interface, PATH:SYMBOL, pid:N, a cgroup; may be repeated.")
    private Map<String, String> attach = new LinkedHashMap<>();

    Map<String, String> arguments() {
        return arguments;
    }

    Map<String, String> attach() {
        return attach;
    }
}
