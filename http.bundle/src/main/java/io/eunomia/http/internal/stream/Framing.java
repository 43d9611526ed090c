package io.eunomia.http.internal.stream;

import io.eunomia.runtime.event.EventFormat;
import io.eunomia.runtime.event.EventView;
import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.event.Utf8Sink;

/** Writes records into the body of a stream. Confined to one thread. */
public interface Framing extends EventFormat.Writer {

    /** Writes bytes that readers ignore, to be called when nothing was sent for long; may write nothing. */
    void heartbeat(Utf8Sink out);

    /** A framing in which records follow each other as the format writes them. */
    static Framing plain(EventFormat.Writer writer) {
        return new Framing() {
            @Override
            public void header(Utf8Sink out) {
                writer.header(out);
            }

            @Override
            public void event(EventView event, Utf8Sink out) {
                writer.event(event, out);
            }

            @Override
            public void notice(Notice notice, Utf8Sink out) {
                writer.notice(notice, out);
            }

            @Override
            public void heartbeat(Utf8Sink out) {
                // These formats have no bytes that readers would ignore.
            }
        };
    }

    /**
     * A framing as server-sent events (WHATWG HTML, section 9.2.6). The writer behind it must write one JSON line per record,
     * because such a line has no line feed inside.
     *
     * @param epoch see {@link io.eunomia.runtime.event.EventId}; without an epoch events have no ids
     */
    static Framing serverSent(EventFormat.Writer writer, String epoch) {
        return new Framing() {
            @Override
            public void header(Utf8Sink out) {
                out.ascii("retry: 1000\n\n");
            }

            @Override
            public void event(EventView event, Utf8Sink out) {
                if (!epoch.isEmpty()) {
                    out.ascii("id: ").ascii(epoch).put('-').decimal(event.sequence()).put('\n');
                }
                out.ascii("event: ").text(event.schema().stream())
                        .ascii("\ndata: ");
                writer.event(event, out);
                out.put('\n');
            }

            @Override
            public void notice(Notice notice, Utf8Sink out) {
                out.ascii("event: ").ascii(notice.kind()).ascii("\ndata: ");
                writer.notice(notice, out);
                out.put('\n');
            }

            @Override
            public void heartbeat(Utf8Sink out) {
                out.ascii(":\n\n");
            }
        };
    }
}
