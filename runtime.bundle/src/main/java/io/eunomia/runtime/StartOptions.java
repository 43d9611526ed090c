package io.eunomia.runtime;

import java.util.List;
import java.util.Map;

/**
 * How a tracker is to run. Kept with the tracker, also across restarts.
 *
 * @param name overrides the package's name; empty to keep it
 * @param arguments values of the package's arguments by name, as text
 * @param attach attach targets by program name, e.g. {@code eth0}, {@code /usr/bin/bash:readline}, {@code pid:42}
 * @param exports export handlers that receive the events
 */
public record StartOptions(String name, Map<String, String> arguments, Map<String, String> attach,
        List<ExportRequest> exports) {

    /** @param handler name of an export handler @param arguments the handler's own settings */
    public record ExportRequest(String handler, Map<String, String> arguments) {
        public ExportRequest {
            arguments = Map.copyOf(arguments);
        }
    }

    public StartOptions {
        arguments = Map.copyOf(arguments);
        attach = Map.copyOf(attach);
        exports = List.copyOf(exports);
    }

    /** The same without a name: a tracker that is installed has one. */
    public StartOptions unnamed() {
        return name.isEmpty() ? this : new StartOptions("", arguments, attach, exports);
    }

    public static StartOptions none() {
        return new StartOptions("", Map.of(), Map.of(), List.of());
    }
}
