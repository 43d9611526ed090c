package io.eunomia.runtime.internal.format;

import io.eunomia.runtime.event.EventFormat;
import io.eunomia.runtime.event.EventSchema;
import io.eunomia.runtime.event.EventView;
import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.internal.text.LocalZone;
import io.eunomia.runtime.internal.text.Timestamps;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Writes plain text; see {@link PlainTextFormat}. */
final class PlainTextWriter implements EventFormat.Writer {
    private static final int TIME_WIDTH = 12;
    private static final int MIN_STREAM_WIDTH = 6;

    private final Selection selection;
    private final Timestamps timestamps;
    private final PerSchema<Columns> columns;
    private final Set<String> streams = new LinkedHashSet<>();
    private final int width;
    /** Width of the column of streams; 0 while there is one stream only. */
    private int streamWidth;
    private Columns current;
    /** Whether the titles in force are others than those of the header. */
    private boolean changed;

    /** @param width columns that a line may take; 0 for no bound */
    PlainTextWriter(Selection selection, List<EventSchema> streams, LocalZone zone, int width) {
        this.selection = selection;
        this.timestamps = Timestamps.clock(zone);
        this.width = width;
        this.columns = new PerSchema<>(schema -> new Columns(schema, selection.of(schema), room()));
        streams.forEach(stream -> this.streams.add(stream.stream()));
        measureStreams();
        current = streams.size() == 1 ? columns.of(streams.get(0)) : null;
    }

    private void measureStreams() {
        streamWidth = streams.size() < 2 ? 0
                : Math.max(MIN_STREAM_WIDTH, streams.stream().mapToInt(String::length).max().orElse(0));
    }

    /** What a line has for the fields of a stream; 0 for no bound. */
    private int room() {
        int before = (selection.explicit() ? 0 : TIME_WIDTH + 1) + (streamWidth == 0 ? 0 : streamWidth + 1);
        return width == 0 ? 0 : Math.max(1, width - before);
    }

    @Override
    public void header(Utf8Sink out) {
        if (current != null) {
            titles(current, out);
        }
    }

    @Override
    public void join(Utf8Sink out) {
        if (changed) {
            titles(current, out);
        }
    }

    @Override
    public void event(EventView event, Utf8Sink out) {
        Columns wanted = columns.of(event.schema());
        if (wanted != current) {
            change(wanted, event.schema().stream(), out);
        }
        int line = out.length();
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
        TextCut.line(width, line, out);
        Lines.keepFromNotices(line, out);
        Lines.end(out);
        wanted.appendStacks(event, width, out);
    }

    /** Changes to another stream, or to another version of the same. */
    private void change(Columns wanted, String stream, Utf8Sink out) {
        changed = true;
        boolean added = streams.add(stream);
        if (added) {
            measureStreams();
        }
        if (added || current == null || !wanted.sameTitles(current)) {
            titles(wanted, out);
        }
        current = wanted;
    }

    @Override
    public void notice(Notice notice, Utf8Sink out) {
        out.ascii("# ");
        NoticeText.append(notice, out);
        Lines.end(out);
    }

    private void titles(Columns of, Utf8Sink out) {
        int line = out.length();
        int start = line;
        if (!selection.explicit()) {
            Column.pad(start, TIME_WIDTH + 1, false, out.ascii("TIME"));
        }
        if (streamWidth > 0) {
            start = out.length();
            Column.pad(start, streamWidth + 1, false, out.ascii("STREAM"));
        }
        of.titles(out);
        TextCut.line(width, line, out);
        Lines.end(out);
    }
}
