package io.eunomia.runtime.internal.stream;

import io.eunomia.runtime.TrackerStats.SubscriberLedger;
import io.eunomia.runtime.event.EventConsumer;
import io.eunomia.runtime.event.EventFormat;
import io.eunomia.runtime.event.EventView;
import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.internal.decode.CompiledSchema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * The readers of one selection: same filter, fields and format. One of them at a time, who has nothing else to do, turns
 * records into text for all; it needs no thread of its own. Each then writes that text at its own pace, so a reader who is
 * slow holds up nobody.
 */
final class TextGroup implements EventConsumer {
    private static final int BATCH = 512;
    private static final int CHUNK_BYTES = 32 << 10;
    /** A leader stops at so much text, to write it before there is more than readers may be behind. */
    private static final int MOST_AT_ONCE = 2 * CHUNK_BYTES;
    /** A larger buffer is not kept, because one large event would otherwise take memory for good. */
    private static final int KEPT_BYTES = 4 * CHUNK_BYTES;

    private final CompiledSchema[] schemas;
    private final RecordQueue queue;
    private final RecordReader records;
    private final EventFormat.Writer writer;
    private final TextWindow window = new TextWindow();
    private final AtomicBoolean led = new AtomicBoolean();
    /** Changed under the hub's lock. */
    private volatile TextReader[] readers = new TextReader[0];

    // Used by the reader who leads.
    private Utf8Sink text = new Utf8Sink(CHUNK_BYTES + (CHUNK_BYTES >> 2));
    private int events;
    /** Bytes of text that this leader has made. */
    private int made;
    private List<Notice> notices = List.of();
    private Notice.Ended last;
    private volatile Notice.Ended ended;

    /**
     * Makes a group without readers.
     *
     * @param schemas that {@code writer} was made for
     */
    TextGroup(CompiledSchema[] schemas, RecordQueue queue, RecordReader records, EventFormat.Writer writer) {
        this.schemas = schemas;
        this.queue = queue;
        this.records = records;
        this.writer = writer;
    }

    RecordQueue queue() {
        return queue;
    }

    RecordReader records() {
        return records;
    }

    TextWindow window() {
        return window;
    }

    /** Returns the streams that the writer was made for, all of whose fields it shows. */
    CompiledSchema[] schemas() {
        return schemas;
    }

    // --- under the hub's lock

    int size() {
        return readers.length;
    }

    /** Lets a reader in, who gets the events that are offered from now on. */
    void add(TextReader reader) {
        TextReader[] next = Arrays.copyOf(readers, readers.length + 1);
        next[readers.length] = reader;
        readers = next;
        queue.mark(() -> reached(reader));
    }

    void remove(TextReader reader) {
        readers = Arrays.stream(readers).filter(one -> one != reader).toArray(TextReader[]::new);
    }

    void addLedgers(List<SubscriberLedger> to) {
        for (TextReader reader : readers) {
            to.add(reader.ledger());
        }
    }

    // --- the reader who leads

    private void reached(TextReader reader) {
        finishChunk();
        writer.join(text);
        byte[] introduction = text.toByteArray();
        text.clear();
        reader.enter(introduction);
    }

    @Override
    public void event(EventView event) {
        int start = text.length();
        boolean written = false;
        try {
            writer.event(event, text);
            written = true;
        } finally {
            if (written) {
                events++;
            } else {
                // A format that fails has written a part at most, which nobody is to see.
                text.truncate(start);
                queue.counts().countFailed(1);
            }
        }
        if (text.length() >= CHUNK_BYTES) {
            finishChunk();
        }
    }

    @Override
    public void notice(Notice notice) {
        if (notice instanceof Notice.Ended end) {
            last = end;
        } else {
            writer.notice(notice, text);
            notices = new ArrayList<>(notices);
            notices.add(notice);
        }
    }

    private void finishChunk() {
        made += text.length();
        if (text.length() > 0) {
            window.append(text.array(), text.length(), events, notices);
        }
        events = 0;
        notices = List.of();
        if (text.array().length > KEPT_BYTES) {
            text = new Utf8Sink(CHUNK_BYTES);
        }
        text.clear();
    }

    // --- any reader

    /** Returns the end of the events, once the text of all of them is there; null before. */
    Notice.Ended ended() {
        return ended;
    }

    /** Tells whether somebody waits for records and turns them into text. */
    boolean isLed() {
        return led.get();
    }

    /**
     * Turns the next records into text, unless another reader does.
     *
     * @param reader who has no text to write
     * @param deadline as {@link System#nanoTime} counts
     * @param leave whether the reader wants no more
     * @return whether it was this reader's turn
     */
    boolean lead(TextReader reader, long deadline, BooleanSupplier leave) throws InterruptedException {
        if (!led.compareAndSet(false, true)) {
            return false;
        }
        try {
            // What another leader made since the reader looked must not wait for further events.
            if (!reader.hasText()) {
                made = 0;
                window.begin();
                records.poll(this, BATCH, () -> made + text.length() >= MOST_AT_ONCE, deadline, leave);
            }
        } finally {
            finishChunk();
            ended = last;
            led.set(false);
            for (TextReader other : readers) {
                if (other != reader) {
                    other.wake();
                }
            }
        }
        return true;
    }
}
