package io.eunomia.launcher.internal.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds who listens on this host, by {@code /proc/net/tcp} (Documentation/networking/proc_net_tcp.rst of Linux). Any user
 * may listen on a port that the daemon does not hold at the moment, and would be shown the token.
 */
final class LocalListeners {
    private static final List<Path> TABLES = List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));
    /** TCP_LISTEN of include/net/tcp_states.h. */
    private static final String LISTENING = "0A";
    private static final int ADDRESS = 1;
    private static final int STATE = 3;
    private static final int UID = 7;

    private LocalListeners() {
    }

    /**
     * Finds a stranger.
     *
     * @return a user beside {@code trusted} whose socket listens on the port, at any address; empty where nobody can tell
     */
    static Optional<Integer> stranger(int port, Set<Integer> trusted) {
        String suffix = ":%04X".formatted(port);
        for (Path table : TABLES) {
            try {
                for (String line : Files.readAllLines(table, StandardCharsets.US_ASCII)) {
                    String[] columns = line.strip().split("\\s+");
                    if (columns.length > UID && columns[STATE].equals(LISTENING) && columns[ADDRESS].endsWith(suffix)
                            && !trusted.contains(Integer.parseInt(columns[UID]))) {
                        return Optional.of(Integer.parseInt(columns[UID]));
                    }
                }
            } catch (IOException | NumberFormatException e) {
                // The table is not there, or not Linux's; the next one may be.
                continue;
            }
        }
        return Optional.empty();
    }
}
