package io.eunomia.launcher.internal.server;

import io.eunomia.launcher.internal.config.ListenAddress;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import org.slf4j.LoggerFactory;

/**
 * Holds the daemon's port, which is opened before anything else, so that nobody else can answer in its place while it
 * starts: clients would show an impostor the token. Owns the channel; Jetty, which accepts from it, closes it as well.
 */
record HeldPort(ServerSocketChannel channel, ListenAddress address) implements AutoCloseable {

    /** Opens the port. @throws io.eunomia.launcher.internal.config.ConfigException when the address is taken */
    static HeldPort open(ListenAddress wanted) {
        ServerSocketChannel channel = wanted.open();
        return new HeldPort(channel, wanted.of(channel));
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            LoggerFactory.getLogger(HeldPort.class).warn("cannot close {}: {}", address, e.getMessage());
        }
    }
}
