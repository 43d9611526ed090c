package io.eunomia.launcher.internal.config;

import java.nio.file.Path;
import java.util.Map;

/** Tells where daemon and client find the daemon's state unless told otherwise. */
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

    /** Returns the file of the shell's history. It belongs to the user, because several users may use one daemon. */
    public static Path history(Map<String, String> environment) {
        String named = environment.getOrDefault("XDG_STATE_HOME", "");
        Path home = Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")));
        return (named.startsWith("/") ? Path.of(named) : home.resolve(".local/state")).resolve("eunomia")
                .resolve("shell.history");
    }
}
