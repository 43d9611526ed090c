package io.eunomia.runtime.internal.stream;

import io.eunomia.runtime.event.EventFormat;
import io.eunomia.runtime.event.EventSchema;
import io.eunomia.runtime.event.EventView;
import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.event.Utf8Sink;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A format that counts how many events it has written, and fails at one if it is told to. */
final class CountingFormat implements EventFormat {
    private final EventFormat format;
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong writers = new AtomicLong();
    volatile long failAt = -1;

    CountingFormat(EventFormat format) {
        this.format = format;
    }

    long written() {
        return written.get();
    }

    long writers() {
        return writers.get();
    }

    @Override
    public String name() {
        return format.name();
    }

    @Override
    public String mediaType() {
        return format.mediaType();
    }

    @Override
    public Writer newWriter(List<EventSchema> streams, List<String> fields) {
        Writer writer = format.newWriter(streams, fields);
        writers.incrementAndGet();
        return new Writer() {
            @Override
            public void header(Utf8Sink out) {
                writer.header(out);
            }

            @Override
            public void join(Utf8Sink out) {
                writer.join(out);
            }

            @Override
            public void event(EventView event, Utf8Sink out) {
                written.incrementAndGet();
                writer.event(event, out);
                if (event.sequence() == failAt) {
                    throw new IllegalStateException("cannot write " + failAt);
                }
            }

            @Override
            public void notice(Notice notice, Utf8Sink out) {
                writer.notice(notice, out);
            }
        };
    }
}
