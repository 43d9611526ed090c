package io.eunomia.launcher.internal.config;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address where the daemon listens.
 *
 * @param host an address or name of the loopback interface
 * @param port 0 for any free one
 */
public record ListenAddress(String host, int port) {
    public static final ListenAddress DEFAULT = new ListenAddress("127.0.0.1", 8527);
    private static final Pattern TEXT = Pattern.compile("(?:(\\[[0-9a-fA-F:.]+]|[^:\\[\\]]*):)?([0-9]{1,5})");

    /**
     * Parses an address.
     *
     * @param text {@code HOST:PORT}, {@code [IPV6]:PORT} or {@code PORT}
     * @throws ConfigException when it is none, or not on the loopback interface
     */
    public static ListenAddress parse(String text) {
        Matcher matcher = TEXT.matcher(text.trim());
        if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > 65535) {
            throw new ConfigException("listen: \"" + text + "\" is no address: write HOST:PORT, for instance "
                    + DEFAULT);
        }
        String host = matcher.group(1) == null || matcher.group(1).isEmpty() ? DEFAULT.host()
                : matcher.group(1).replaceAll("[\\[\\]]", "");
        try {
            if (!InetAddress.getByName(host).isLoopbackAddress()) {
                throw new ConfigException("listen: " + host + " is not a loopback address, and whoever reaches the"
                        + " daemon may load programs into the kernel: use 127.0.0.1 or [::1], and a tunnel (ssh -L) or a"
                        + " TLS proxy on this host for others");
            }
        } catch (UnknownHostException e) {
            throw new ConfigException("listen: the host " + host + " is not known", e);
        }
        return new ListenAddress(host, Integer.parseInt(matcher.group(2)));
    }

    /**
     * Opens the port, any free one for 0. From then on nobody else can have it; clients that connect wait until the daemon
     * accepts.
     *
     * @return the caller's to close
     * @throws ConfigException when the address is taken
     */
    public ServerSocketChannel open() {
        try {
            ServerSocketChannel channel = ServerSocketChannel.open();
            try {
                channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
                return channel.bind(new InetSocketAddress(host, port));
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw new ConfigException("cannot listen on " + this + ": " + e.getMessage()
                    + "; is another daemon running? Choose another address with --listen", e);
        }
    }

    /** Returns the address with the port that was opened. */
    public ListenAddress of(ServerSocketChannel opened) {
        return new ListenAddress(host, opened.socket().getLocalPort());
    }

    public String url() {
        return "http://" + this;
    }

    @Override
    public String toString() {
        return (host.contains(":") ? '[' + host + ']' : host) + ':' + port;
    }
}
