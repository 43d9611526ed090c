package io.eunomia.launcher.internal.upgrade;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds where a process listens, by its open sockets and the kernel's table of them ({@code /proc/PID/net/tcp},
 * Documentation/networking/proc_net_tcp.rst of Linux). A daemon may have been told to take any free port.
 */
final class ListeningAddresses {
    /** TCP_LISTEN of include/net/tcp_states.h. */
    private static final String LISTENING = "0A";
    private static final int ADDRESS = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;

    private ListeningAddresses() {
    }

    /** Returns URLs, {@code http://127.0.0.1:8527}; none for a process that has ended or whose sockets are not to be seen. */
    static List<String> of(long pid) {
        Path folder = Path.of("/proc", Long.toString(pid));
        List<String> urls = new ArrayList<>();
        try {
            Set<String> sockets = sockets(folder.resolve("fd"));
            for (String table : List.of("tcp", "tcp6")) {
                for (String line : Files.readAllLines(folder.resolve("net").resolve(table), StandardCharsets.US_ASCII)) {
                    String[] columns = line.strip().split("\\s+");
                    if (columns.length > INODE && columns[STATE].equals(LISTENING) && sockets.contains("socket:[" + columns[INODE] + ']')) {
                        urls.add(url(columns[ADDRESS]));
                    }
                }
            }
        } catch (IOException e) {
            // The process has just ended.
            return List.of();
        }
        return urls;
    }

    private static Set<String> sockets(Path descriptors) throws IOException {
        try (Stream<Path> all = Files.list(descriptors)) {
            return all.map(ListeningAddresses::target).filter(target -> target.startsWith("socket:")).collect(Collectors.toSet());
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            // It was closed meanwhile.
            return "";
        }
    }

    /** Reads an address of the table: words of four bytes in this machine's order, a colon, the port, all in hexadecimal. */
    static String url(String address) throws UnknownHostException {
        int colon = address.indexOf(':');
        ByteBuffer words = ByteBuffer.wrap(HexFormat.of().parseHex(address.substring(0, colon)));
        ByteBuffer bytes = ByteBuffer.allocate(words.capacity()).order(ByteOrder.nativeOrder());
        while (words.hasRemaining()) {
            bytes.putInt(words.getInt());
        }
        InetAddress host = InetAddress.getByAddress(bytes.array());
        String text = host.getHostAddress();
        return "http://" + (text.contains(":") ? '[' + text + ']' : text) + ':' + Integer.parseInt(address.substring(colon + 1), 16);
    }
}
