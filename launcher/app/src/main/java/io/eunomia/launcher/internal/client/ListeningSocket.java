package io.eunomia.launcher.internal.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A socket that listens, as the kernel's tables {@code net/tcp} and {@code net/tcp6} of a process's network show it
 * (Documentation/networking/proc_net_tcp.rst of Linux).
 *
 * @param address in hexadecimal: words of four bytes in this machine's order
 * @param user who opened it
 * @param inode by which descriptors name it: {@code socket:[INODE]}
 */
public record ListeningSocket(String address, int port, int user, String inode) {
    private static final List<String> TABLES = List.of("tcp", "tcp6");
    /** TCP_LISTEN of include/net/tcp_states.h. */
    private static final String LISTENING = "0A";
    private static final int ADDRESS = 1;
    private static final int STATE = 3;
    private static final int UID = 7;
    private static final int INODE = 9;

    /**
     * Reads both tables. One that is not there, or is not Linux's, is passed over.
     *
     * @param process its folder in /proc
     */
    public static List<ListeningSocket> of(Path process) {
        List<ListeningSocket> sockets = new ArrayList<>();
        for (String table : TABLES) {
            try {
                for (String line : Files.readAllLines(process.resolve("net").resolve(table), StandardCharsets.US_ASCII)) {
                    String[] columns = line.strip().split("\\s+");
                    if (columns.length > INODE && columns[STATE].equals(LISTENING)) {
                        int colon = columns[ADDRESS].indexOf(':');
                        sockets.add(new ListeningSocket(columns[ADDRESS].substring(0, colon),
                                Integer.parseInt(columns[ADDRESS].substring(colon + 1), 16), Integer.parseInt(columns[UID]),
                                columns[INODE]));
                    }
                }
            } catch (IOException | NumberFormatException | StringIndexOutOfBoundsException e) {
                // The other table may be there.
                continue;
            }
        }
        return sockets;
    }
}
