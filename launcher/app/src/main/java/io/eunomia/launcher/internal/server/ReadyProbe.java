package io.eunomia.launcher.internal.server;

import io.eunomia.launcher.internal.boot.BootException;
import io.eunomia.launcher.internal.config.ListenAddress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Asks the daemon's own /healthz until it answers: only then is the daemon ready. */
record ReadyProbe(ListenAddress address) {
    private static final Duration LOOK = Duration.ofMillis(300);
    private static final Duration PAUSE = Duration.ofMillis(10);
    private static final int ONE_REQUEST_MILLIS = 5000;

    /**
     * Returns early when the end is asked for.
     *
     * @param failure why nobody will ever answer, once that is known
     * @throws BootException when {@code most} is over, or nobody will answer
     */
    void await(Duration most, BooleanSupplier ended, Supplier<Optional<String>> failure) {
        long start = System.nanoTime();
        long look = start;
        String last = ask();
        while (!last.contains(" 200") && !ended.getAsBoolean()) {
            if (System.nanoTime() - start > most.toNanos()) {
                throw new BootException("HTTP does not answer on " + address.url() + " (" + last + ")");
            }
            if (System.nanoTime() - look > LOOK.toNanos()) {
                look = System.nanoTime();
                failure.get().ifPresent(reason -> {
                    throw new BootException("HTTP cannot start: " + reason);
                });
            }
            LockSupport.parkNanos(PAUSE.toNanos());
            last = ask();
        }
    }

    /** By hand: the JDK's HTTP clients cost more start-up time than everything else this probe does. */
    private String ask() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address.host(), address.port()), ONE_REQUEST_MILLIS);
            socket.setSoTimeout(ONE_REQUEST_MILLIS);
            String request = "GET /healthz HTTP/1.1\r\nHost: " + address + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String status = new BufferedReader(new InputStreamReader(socket.getInputStream(),
                    StandardCharsets.US_ASCII)).readLine();
            return String.valueOf(status);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
