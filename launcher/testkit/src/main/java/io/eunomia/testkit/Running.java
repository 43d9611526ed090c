package io.eunomia.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A process whose two outputs are collected as they come. Owns the process. */
public final class Running implements AutoCloseable {
    private final Process process;
    private final Collector out;
    private final Collector err;

    public Running(Process process) {
        this.process = process;
        out = new Collector(process.getInputStream());
        err = new Collector(process.getErrorStream());
    }

    public static Running start(ProcessBuilder builder) {
        try {
            return new Running(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Process process() {
        return process;
    }

    public long pid() {
        return process.pid();
    }

    public String out() {
        return out.text();
    }

    public String err() {
        return err.text();
    }

    /** Sends a signal by its name, as kill(1) does. */
    public void signal(String name) {
        Outcome outcome = start(new ProcessBuilder("kill", "-" + name, Long.toString(pid()))).finish(Await.LONG);
        if (outcome.exit() != 0) {
            throw new AssertionError("kill -" + name + ": " + outcome);
        }
    }

    /** Waits for the end and for all of the output. */
    public Outcome finish(Duration most) {
        try {
            if (!process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("still running after " + most.toSeconds() + " s; out: " + out() + "\nerr: " + err());
            }
            out.join();
            err.join();
            return new Outcome(process.exitValue(), out(), err());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private static final class Collector extends Thread {
        private final InputStream from;
        private final StringBuilder text = new StringBuilder();

        Collector(InputStream from) {
            super("collector");
            this.from = from;
            setDaemon(true);
            start();
        }

        @Override
        public void run() {
            byte[] buffer = new byte[1 << 16];
            try (from) {
                for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
                    synchronized (text) {
                        text.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
                    }
                }
            } catch (IOException e) {
                // The process was ended by the test; what it said until then is kept.
                interrupt();
            }
        }

        String text() {
            synchronized (text) {
                return text.toString();
            }
        }
    }
}
