package io.eunomia.http.internal.listen;

import io.eunomia.http.internal.Phase;
import io.eunomia.http.internal.transfer.Deadlines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.Optional;
import org.apache.felix.http.jetty.ConnectorFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the connector of a server that is ours alone. Felix first starts a connector of its own with Jetty's settings and
 * only then asks for others; that one is removed before this one opens its port, or takes over the port that the process has
 * opened already.
 */
final class JettyListener implements ConnectorFactory {
    private static final Logger LOG = LoggerFactory.getLogger(JettyListener.class);
    private static final Duration IDLE = Duration.ofSeconds(60);

    private final String host;
    private final int port;
    private final Phase phase;
    private final Deadlines deadlines;
    private final Optional<ServerSocketChannel> opened;

    private JettyListener(String host, int port, Optional<ServerSocketChannel> opened, Phase phase, Deadlines deadlines) {
        this.host = host;
        this.port = port;
        this.opened = opened;
        this.phase = phase;
        this.deadlines = deadlines;
    }

    static ServiceRegistration<?> register(BundleContext context, String host, int port, Deadlines deadlines) {
        Optional<ServerSocketChannel> opened = Optional.ofNullable(context.getServiceReference(ServerSocketChannel.class))
                .map(context::getService).filter(channel -> channel.socket().getLocalPort() == port);
        return context.registerService(ConnectorFactory.class,
                new JettyListener(host, port, opened, new Phase(context), deadlines), null);
    }

    @Override
    public Connector createConnector(Server server) {
        for (Connector felix : server.getConnectors()) {
            remove(server, felix);
        }
        server.setErrorHandler(new JettyErrors(phase, deadlines));
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(host);
        connector.setPort(port);
        opened.filter(ServerSocketChannel::isOpen).ifPresent(channel -> take(connector, channel));
        connector.setIdleTimeout(IDLE.toMillis());
        connector.addBean(new Connections(deadlines));
        return connector;
    }

    private static void take(ServerConnector connector, ServerSocketChannel channel) {
        try {
            connector.open(channel);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(Server server, Connector connector) {
        try {
            connector.stop();
        } catch (Exception e) {
            LOG.warn("Felix's own connector does not stop", e);
        }
        server.removeConnector(connector);
    }
}
