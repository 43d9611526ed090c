package io.eunomia.launcher.internal.upgrade;

import io.eunomia.launcher.internal.client.ListeningSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds where a process listens, by its open sockets. A daemon may have been told to take any free port. */
final class ListeningAddresses {

    private ListeningAddresses() {
    }

    /** Returns URLs, {@code http://127.0.0.1:8527}; none for a process that has ended or whose sockets are not to be seen. */
    static List<String> of(long pid) {
        Path process = Path.of("/proc", Long.toString(pid));
        List<String> urls = new ArrayList<>();
        try {
            Set<String> open = descriptors(process);
            for (ListeningSocket socket : ListeningSocket.of(process)) {
                if (open.contains("socket:[" + socket.inode() + ']')) {
                    urls.add(url(socket));
                }
            }
        } catch (IOException e) {
            // The process has just ended.
            return List.of();
        }
        return urls;
    }

    /** Returns what the descriptors of a process are of. @throws IOException when it has ended, or is another user's */
    static Set<String> descriptors(Path process) throws IOException {
        try (Stream<Path> all = Files.list(process.resolve("fd"))) {
            return all.map(ListeningAddresses::target).collect(Collectors.toSet());
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

    private static String url(ListeningSocket socket) throws UnknownHostException {
        ByteBuffer words = ByteBuffer.wrap(HexFormat.of().parseHex(socket.address()));
        ByteBuffer bytes = ByteBuffer.allocate(words.capacity()).order(ByteOrder.nativeOrder());
        while (words.hasRemaining()) {
            bytes.putInt(words.getInt());
        }
        String host = InetAddress.getByAddress(bytes.array()).getHostAddress();
        return "http://" + (host.contains(":") ? '[' + host + ']' : host) + ':' + socket.port();
    }
}
