package io.eunomia.shell.wire;

import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;

/** Finds the socket of a daemon's shell. */
public final class ShellAddress {
    /** The socket's name in the state folder. */
    public static final String FILE = "shell.sock";

    private ShellAddress() {
    }

    public static UnixDomainSocketAddress of(Path state) {
        return UnixDomainSocketAddress.of(state.toAbsolutePath().resolve(FILE));
    }
}
