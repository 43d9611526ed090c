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
 * Who is at the other end of a socket, as the kernel tells (SO_PEERCRED of unix(7)). The folder's and the socket's
 * modes keep others away already; this holds when somebody loosens them.
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
        // By number: a minimal container need not have names.
        return FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName("0");
    }
}
