package io.eunomia.launcher.internal.run;

import io.eunomia.runtime.event.EventFormat;
import io.eunomia.runtime.event.EventView;
import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.event.Utf8Sink;
import java.io.IOException;
import java.io.OutputStream;

/** Writes events, and keeps back the notice of their end until the last readings of displays are written. Confined to one thread. */
final class HeldEnd implements EventFormat.Writer {
    private final EventFormat.Writer writer;
    private final boolean events;
    private Notice.Ended ended;

    /** @param events whether there are events at all, which then have a header */
    HeldEnd(EventFormat.Writer writer, boolean events) {
        this.writer = writer;
        this.events = events;
    }

    @Override
    public void header(Utf8Sink out) {
        if (events) {
            writer.header(out);
        }
    }

    @Override
    public void join(Utf8Sink out) {
        writer.join(out);
    }

    @Override
    public void heartbeat(Utf8Sink out) {
        writer.heartbeat(out);
    }

    @Override
    public void event(EventView event, Utf8Sink out) {
        writer.event(event, out);
    }

    @Override
    public void notice(Notice notice, Utf8Sink out) {
        if (notice instanceof Notice.Ended end) {
            ended = end;
        } else {
            writer.notice(notice, out);
        }
    }

    /** Writes the notice that was kept back, if there was one. */
    void writeTo(OutputStream out) throws IOException {
        if (ended != null) {
            Utf8Sink text = new Utf8Sink(128);
            writer.notice(ended, text);
            text.writeTo(out);
            out.flush();
        }
    }
}
