package io.eunomia.launcher.internal.server;

import io.eunomia.launcher.internal.boot.BootException;
import io.eunomia.launcher.internal.config.ListenAddress;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Asks the daemon's own /healthz until it answers, because only then is the daemon ready.
 *
 * @param ended tells whether the end has been asked for
 * @param failure tells why nobody will ever answer, once that is known
 */
record ReadyProbe(ListenAddress address, BooleanSupplier ended, Supplier<Optional<String>> failure) {
    private static final int LOOK_MILLIS = 300;
    private static final Duration PAUSE = Duration.ofMillis(10);
    private static final int CONNECT_MILLIS = 5000;
    private static final int MOST_OF_STATUS = 100;

    /**
     * Waits for the answer. It returns early when the end is asked for.
     *
     * @throws BootException when {@code most} is over, or nobody will answer
     */
    void await(Duration most) {
        long deadline = System.nanoTime() + most.toNanos();
        long look = System.nanoTime();
        String last = ask(deadline);
        while (!last.contains(" 200") && !ended.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new BootException("HTTP does not answer on " + address.url() + " (" + last + ")");
            }
            if (System.nanoTime() - look > Duration.ofMillis(LOOK_MILLIS).toNanos()) {
                look = System.nanoTime();
                requireHope();
            }
            LockSupport.parkNanos(PAUSE.toNanos());
            last = ask(deadline);
        }
    }

    private void requireHope() {
        failure.get().ifPresent(reason -> {
            throw new BootException("HTTP cannot start: " + reason);
        });
    }

    /**
     * Asks over a plain socket, because the JDK's HTTP clients cost more start-up time than everything else this probe
     * does.
     */
    private String ask(long deadline) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address.host(), address.port()), CONNECT_MILLIS);
            socket.setSoTimeout(LOOK_MILLIS);
            String request = "GET /healthz HTTP/1.1\r\nHost: " + address + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return answer(socket.getInputStream(), deadline);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /**
     * Reads the answer. The port is open before the daemon accepts connections, so the first question may wait long for its
     * answer.
     */
    private String answer(InputStream in, long deadline) throws IOException {
        byte[] status = new byte[MOST_OF_STATUS];
        while (true) {
            try {
                int length = in.read(status);
                return length < 0 ? "no answer" : new String(status, 0, length, StandardCharsets.US_ASCII).split("\r\n", 2)[0];
            } catch (SocketTimeoutException e) {
                if (ended.getAsBoolean() || System.nanoTime() - deadline > 0) {
                    return e.toString();
                }
                requireHope();
            }
        }
    }
}
