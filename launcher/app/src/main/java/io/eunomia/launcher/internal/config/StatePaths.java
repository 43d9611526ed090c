package io.eunomia.launcher.internal.config;

import java.nio.file.Path;
import java.util.Map;

/** Where the daemon keeps its state unless told otherwise, the same for daemon and client. */
public final class StatePaths {
    public static final String VARIABLE = "EUNOMIA_STATE";

    private StatePaths() {
    }

    public static Path standard(Map<String, String> environment) {
        String named = environment.getOrDefault(VARIABLE, "");
        if (!named.isEmpty()) {
            return Path.of(named);
        }
        return System.getProperty("user.name").equals("root") ? Path.of("/var/lib/eunomia")
                : Path.of(System.getProperty("user.home"), ".local", "state", "eunomia");
    }

    /** Where the shell keeps its lines: with the user, since several may use one daemon. */
    public static Path history(Map<String, String> environment) {
        String named = environment.getOrDefault("XDG_STATE_HOME", "");
        Path home = Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")));
        return (named.startsWith("/") ? Path.of(named) : home.resolve(".local/state")).resolve("eunomia")
                .resolve("shell.history");
    }
}
