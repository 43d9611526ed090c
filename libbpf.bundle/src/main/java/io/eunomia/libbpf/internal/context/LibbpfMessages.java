package io.eunomia.libbpf.internal.context;

import io.eunomia.libbpf.internal.ffi.Natives;
import io.eunomia.libbpf.internal.ffi.PrintFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives the messages that libbpf prints. A message belongs to the operation that runs on its thread and is kept for that
 * operation's error. A message without an operation is logged at debug level, libbpf's own debug output at trace level.
 */
public final class LibbpfMessages implements AutoCloseable, PrintFunction.Sink {
    private static final Logger LOG = LoggerFactory.getLogger("io.eunomia.libbpf.native");

    private final ThreadLocal<Capture> current = new ThreadLocal<>();
    private final PrintFunction.Subscription subscription;

    public LibbpfMessages(Natives natives) {
        subscription = PrintFunction.subscribe(natives, this);
    }

    /** Starts to keep this thread's messages until the capture is closed. Captures may be nested. */
    public Capture capture() {
        Capture capture = new Capture(current.get());
        current.set(capture);
        return capture;
    }

    @Override
    public boolean wants(int level) {
        return level < PrintFunction.DEBUG ? current.get() != null || LOG.isDebugEnabled() : LOG.isTraceEnabled();
    }

    @Override
    public void message(int level, String text) {
        Capture capture = current.get();
        if (level >= PrintFunction.DEBUG) {
            LOG.trace("{}", text.stripTrailing());
        } else if (capture != null) {
            capture.add(text);
        } else {
            LOG.debug("{}", text.stripTrailing());
        }
    }

    @Override
    public void close() {
        subscription.close();
    }

    /** Messages of one operation; confined to its thread. */
    public final class Capture implements AutoCloseable {
        /** Room for all messages of a failing load; the bound keeps a flood from filling the heap. */
        private static final int MAX_CHARS = 64 * 1024;

        private final Capture outer;
        private final StringBuilder text = new StringBuilder();

        private Capture(Capture outer) {
            this.outer = outer;
        }

        private void add(String message) {
            text.append(message, 0, Math.min(message.length(), MAX_CHARS - text.length()));
        }

        /** The lines that libbpf has printed so far, up to the first 64 Ki characters. */
        public String text() {
            return text.toString();
        }

        @Override
        public void close() {
            if (outer == null) {
                current.remove();
            } else {
                current.set(outer);
            }
        }
    }
}
