package io.eunomia.shell.internal.command;

import io.eunomia.runtime.StartOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** How a tracker is to run: arguments and attach targets. */
final class RunOptions {
    @Option(names = "--arg", paramLabel = "NAME=VALUE", description = "Sets an argument of the tracker; may be repeated.")
    private Map<String, String> arguments = new LinkedHashMap<>();

    @Option(names = "--attach", paramLabel = "PROGRAM=TARGET",
            description = "Where a program is attached: an interface, PATH:SYMBOL, pid:N, a cgroup; may be repeated.")
    private Map<String, String> attach = new LinkedHashMap<>();

    StartOptions with(String name, List<String> exports) {
        return new StartOptions(name, arguments, attach,
                exports.stream().map(handler -> new StartOptions.ExportRequest(handler, Map.of())).toList());
    }

    boolean given() {
        return !arguments.isEmpty() || !attach.isEmpty();
    }
}
