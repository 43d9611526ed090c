package io.eunomia.itest;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;

/**
 * Somebody without the token, as a program of his own: {@code PORT CONNECTIONS HEX-OF-REQUEST…}. After the line {@code go} he
 * opens connections, sends the requests in turn, reads what comes, and opens a connection anew whenever one is closed; after
 * any other line he closes them. When standard input ends he tells how often which status came.
 */
final class Stranger {
    private static final int SILENCE_MILLIS = 20_000;

    /** Taken while nothing is to be done. */
    private static final Semaphore PERMIT = new Semaphore(0);
    private static final Set<Socket> OPEN = ConcurrentHashMap.newKeySet();

    private Stranger() {
    }

    public static void main(String[] arguments) throws IOException {
        int port = Integer.parseInt(arguments[0]);
        int connections = Integer.parseInt(arguments[1]);
        Map<String, LongAdder> answers = new ConcurrentHashMap<>();
        for (int i = 0; i < connections; i++) {
            byte[] request = java.util.HexFormat.of().parseHex(arguments[2 + i % (arguments.length - 2)]);
            Thread thread = new Thread(() -> {
                while (true) {
                    PERMIT.acquireUninterruptibly();
                    PERMIT.release();
                    String answer = once(port, request);
                    if (PERMIT.availablePermits() > 0) {
                        answers.computeIfAbsent(answer, one -> new LongAdder()).increment();
                    }
                }
            });
            thread.setDaemon(true);
            thread.start();
        }
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line = orders.readLine(); line != null; line = orders.readLine()) {
            if (line.equals("go")) {
                PERMIT.release();
            } else {
                PERMIT.acquireUninterruptibly();
                OPEN.forEach(Stranger::close);
            }
            System.out.println(line);
        }
        new TreeMap<>(answers).forEach((status, count) -> System.out.println(status + ' ' + count));
    }

    /** The same request on several connections, one after the other. */
    static void ask(int port, String request, int times) {
        for (int i = 0; i < times; i++) {
            once(port, request.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    /** @return the status, or why there is none */
    private static String once(int port, byte[] request) {
        Socket socket = null;
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            OPEN.add(socket);
            socket.setSoTimeout(SILENCE_MILLIS);
            socket.getOutputStream().write(request);
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            socket.getInputStream().transferTo(answer);
            String text = answer.toString(StandardCharsets.ISO_8859_1);
            return text.startsWith("HTTP/1.") ? text.substring(9, 12) : "nothing";
        } catch (IOException e) {
            return e.getClass().getSimpleName();
        } finally {
            close(socket);
        }
    }

    private static void close(Socket socket) {
        if (socket != null) {
            OPEN.remove(socket);
            try {
                socket.close();
            } catch (IOException e) {
                System.err.println(e);
            }
        }
    }
}
