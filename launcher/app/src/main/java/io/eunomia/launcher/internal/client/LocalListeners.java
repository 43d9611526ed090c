package io.eunomia.launcher.internal.client;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * Finds who listens on this host. Any user may listen on a port that the daemon does not hold at the moment, and would be
 * shown the token.
 */
final class LocalListeners {
    private static final Path THIS_PROCESS = Path.of("/proc/self");

    private LocalListeners() {
    }

    /**
     * Finds a stranger.
     *
     * @return a user beside {@code trusted} whose socket listens on the port, at any address; empty where nobody can tell
     */
    static Optional<Integer> stranger(int port, Set<Integer> trusted) {
        return ListeningSocket.of(THIS_PROCESS).stream().filter(socket -> socket.port() == port).map(ListeningSocket::user)
                .filter(user -> !trusted.contains(user)).findFirst();
    }
}
