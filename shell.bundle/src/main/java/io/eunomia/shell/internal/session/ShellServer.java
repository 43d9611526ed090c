package io.eunomia.shell.internal.session;

import io.eunomia.runtime.KernelReport;
import io.eunomia.runtime.TrackerManager;
import io.eunomia.runtime.control.Caller;
import io.eunomia.runtime.control.LocalControl;
import io.eunomia.runtime.event.EventFormats;
import io.eunomia.runtime.setting.Setting;
import io.eunomia.shell.complete.ControlOffers;
import io.eunomia.shell.complete.Offers;
import io.eunomia.shell.wire.Frame;
import io.eunomia.shell.wire.FrameChannel;
import io.eunomia.shell.wire.FrameType;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for clients at the Unix domain socket that the setting {@value #SOCKET} names; without it
 * it does nothing. Until the first client comes it costs one thread and one file.
 */
@Component(service = {}, immediate = true, configurationPid = ShellServer.PID)
@Designate(ocd = ShellConfiguration.class)
public final class ShellServer {
    static final String PID = "io.eunomia.shell";
    static final String SOCKET = "eunomia.shell.socket";
    private static final Logger LOG = LoggerFactory.getLogger(ShellServer.class);

    private final Gogo gogo;
    private final TrackerManager manager;
    private final KernelReport kernel;
    private final EventFormats formats;
    private final Set<ShellSession> sessions = ConcurrentHashMap.newKeySet();
    private final Path socket;
    private final ServerSocketChannel server;
    private volatile boolean ending;

    @Activate
    public ShellServer(BundleContext context, ShellConfiguration given, @Reference TrackerManager manager,
            @Reference KernelReport kernel, @Reference EventFormats formats) {
        this.manager = manager;
        this.kernel = kernel;
        this.formats = formats;
        gogo = new Gogo(context);
        socket = Setting.of(SOCKET, given.eunomia_shell_socket(), context::getProperty).path().orElse(null);
        server = socket == null ? null : listen();
        if (server != null) {
            Thread thread = new Thread(this::accept, "eunomia-shell");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** Opens the socket, or returns null with a warning: the daemon runs even if there can be no shell. */
    private ServerSocketChannel listen() {
        ServerSocketChannel channel = null;
        try {
            // A killed daemon left it behind: the lock of the state folder ensures that no other daemon is using it.
            Files.deleteIfExists(socket);
            channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            channel.bind(UnixDomainSocketAddress.of(socket));
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
            return channel;
        } catch (IOException | UnsupportedOperationException e) {
            LOG.warn("no shell: {} cannot be listened on: {}", socket, e.toString());
            close(channel);
            return null;
        }
    }

    private void accept() {
        for (long number = 1; !ending; number++) {
            SocketChannel client = null;
            try {
                client = server.accept();
                welcome(client, "eunomia-shell-" + number);
            } catch (AsynchronousCloseException e) {
                return;
            } catch (IOException | RuntimeException | LinkageError | OutOfMemoryError e) {
                LOG.warn("a shell session does not start: {}", e.toString());
                refuse(client, "the daemon cannot start a session: " + e.getMessage());
                if (!server.isOpen()) {
                    return;
                }
            }
        }
    }

    private void welcome(SocketChannel client, String name) throws IOException {
        Peer peer = Peer.of(client);
        if (!peer.mayUse(socket)) {
            LOG.warn("shell refused to {}: it is for root and for the daemon's own user", peer.user().getName());
            refuse(client, "not permitted: the shell is for root and for the daemon's own user");
            return;
        }
        Caller caller = Caller.shell(peer.user().getName(), name);
        ShellSession session = new ShellSession(caller, new FrameChannel(client), gogo.processor(), () -> offers(caller), sessions::remove);
        sessions.add(session);
        session.start();
        if (ending) {
            session.close();
        }
    }

    private Offers offers(Caller caller) {
        return new ControlOffers(new LocalControl(manager, kernel, formats), caller, List.of(), word -> Optional.empty());
    }

    private static void refuse(SocketChannel client, String reason) {
        if (client == null) {
            return;
        }
        try (FrameChannel channel = new FrameChannel(client)) {
            channel.write(Frame.of(FrameType.BYE, reason));
        } catch (IOException e) {
            LOG.debug("the client left first", e);
        }
    }

    /** Accepts no more clients and ends the present ones. */
    @Deactivate
    public void close() {
        ending = true;
        close(server);
        List.copyOf(sessions).forEach(session -> session.end("the daemon ends"));
        if (server != null) {
            delete();
        }
    }

    private void delete() {
        try {
            Files.deleteIfExists(socket);
        } catch (IOException e) {
            LOG.debug("{} stays behind; the next daemon replaces it", socket, e);
        }
    }

    private static void close(ServerSocketChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            LOG.debug("the socket did not close", e);
        }
    }
}
