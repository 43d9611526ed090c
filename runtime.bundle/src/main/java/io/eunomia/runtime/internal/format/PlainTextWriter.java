package io.eunomia.runtime.internal.format;

import io.eunomia.runtime.event.EventFormat;
import io.eunomia.runtime.event.EventSchema;
import io.eunomia.runtime.event.EventView;
import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.internal.text.LocalZone;
import io.eunomia.runtime.internal.text.Timestamps;
import java.util.List;

/** See {@link PlainTextFormat}. */
final class PlainTextWriter implements EventFormat.Writer {
    /** A stream's titles are repeated when the stream changes and they are further up than this. */
    private static final int REPEAT_AFTER_LINES = 25;
    private static final int TIME_WIDTH = 12;
    private static final int MIN_STREAM_WIDTH = 6;

    private final Selection selection;
    private final List<EventSchema> streams;
    private final Timestamps timestamps;
    private final int streamWidth;
    private final PerSchema<Columns> columns;
    private Columns current;
    private long lines;

    PlainTextWriter(Selection selection, List<EventSchema> streams, LocalZone zone) {
        this.selection = selection;
        this.streams = List.copyOf(streams);
        this.timestamps = Timestamps.clock(zone);
        this.streamWidth = streams.size() < 2 ? 0
                : Math.max(MIN_STREAM_WIDTH, streams.stream().mapToInt(stream -> stream.stream().length()).max().orElse(0));
        this.columns = new PerSchema<>(schema -> new Columns(schema, selection.of(schema)));
    }

    @Override
    public void header(Utf8Sink out) {
        if (streams.size() == 1) {
            current = columns.of(streams.get(0));
            titles(current, out);
        }
    }

    @Override
    public void event(EventView event, Utf8Sink out) {
        Columns wanted = columns.of(event.schema());
        if (wanted != current) {
            current = wanted;
            if (wanted.titledAt < 0 || lines - wanted.titledAt > REPEAT_AFTER_LINES) {
                titles(wanted, out);
            }
        }
        if (!selection.explicit()) {
            timestamps.append(event.timeNanos(), out);
            out.put(' ');
        }
        if (streamWidth > 0) {
            int start = out.length();
            Column.pad(start, streamWidth, false, out.put(wanted.stream()));
            out.put(' ');
        }
        wanted.append(event, out);
        endLine(out);
    }

    @Override
    public void notice(Notice notice, Utf8Sink out) {
        out.ascii("# ").text(notice.text());
        endLine(out);
    }

    private void titles(Columns of, Utf8Sink out) {
        int start = out.length();
        if (!selection.explicit()) {
            Column.pad(start, TIME_WIDTH + 1, false, out.ascii("TIME"));
        }
        if (streamWidth > 0) {
            start = out.length();
            Column.pad(start, streamWidth + 1, false, out.ascii("STREAM"));
        }
        of.titles(out);
        of.titledAt = lines;
        endLine(out);
    }

    private void endLine(Utf8Sink out) {
        int end = out.length();
        while (end > 0 && out.array()[end - 1] == ' ') {
            end--;
        }
        out.truncate(end);
        out.put('\n');
        lines++;
    }
}
