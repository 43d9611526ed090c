package io.eunomia.runtime.event;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Writes events as text. What a subscription hands over as text goes to the output as it is. */
public final class TextOutlet implements Outlet {
    private static final int SINK_BYTES = 8 << 10;
    /** A larger sink is not kept, because one batch of large events would otherwise take memory for good. */
    private static final int MOST_BYTES = 32 << 10;

    private final EventFormat.Writer writer;
    private final TextOutput out;
    private final Utf8Sink text = new Utf8Sink(SINK_BYTES);
    private IOException failure;

    /** @param writer writes events and notices that do not come as text */
    public TextOutlet(EventFormat.Writer writer, TextOutput out) {
        this.writer = writer;
        this.out = out;
    }

    @Override
    public void begin() throws IOException {
        writer.header(text);
        flush(1);
    }

    @Override
    public void event(EventView event) {
        writer.event(event, text);
        if (text.length() > MOST_BYTES) {
            attempt(this::write);
        }
    }

    @Override
    public void notice(Notice notice) {
        writer.notice(notice, text);
    }

    @Override
    public void text(ByteBuffer shared, int events) {
        attempt(() -> {
            write();
            out.write(shared);
        });
    }

    /** A step that may fail while events are handed over. */
    private interface Step {
        void run() throws IOException;
    }

    /** Keeps the first failure for {@link #flush}, because a consumer of events may not throw it. */
    private void attempt(Step step) {
        if (failure == null) {
            try {
                step.run();
            } catch (IOException e) {
                failure = e;
            }
        }
    }

    private void write() throws IOException {
        if (text.length() > 0) {
            out.write(ByteBuffer.wrap(text.array(), 0, text.length()));
            text.clear();
        }
    }

    @Override
    public void flush(int handed) throws IOException {
        if (failure != null) {
            throw failure;
        }
        if (handed == 0) {
            writer.heartbeat(text);
        }
        write();
        out.flush();
    }
}
