package io.eunomia.shell.internal.session;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;

/**
 * The user at the other end of a socket, as the kernel tells (SO_PEERCRED of unix(7)). The modes of folder and socket keep
 * other users away already; this check still holds when somebody loosens them.
 */
record Peer(UserPrincipal user) {

    static Peer of(SocketChannel channel) throws IOException {
        UnixDomainPrincipal credentials = channel.getOption(ExtendedSocketOptions.SO_PEERCRED);
        return new Peer(credentials.user());
    }

    /** @param socket the daemon's, hence owned by the daemon's user */
    boolean mayUse(Path socket) throws IOException {
        return user.equals(Files.getOwner(socket)) || user.equals(root());
    }

    private static UserPrincipal root() throws IOException {
        // Looked up by number, because a minimal container need not have user names.
        return FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName("0");
    }
}
