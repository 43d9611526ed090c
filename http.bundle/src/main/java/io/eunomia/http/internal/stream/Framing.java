package io.eunomia.http.internal.stream;

import io.eunomia.runtime.event.EventFormat;
import io.eunomia.runtime.event.EventView;
import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.event.Utf8Sink;

/** How records are put into the body. Confined to one thread. */
public interface Framing extends EventFormat.Writer {

    /** Something that readers pass over, when nothing else was sent for long; may be nothing. */
    void heartbeat(Utf8Sink out);

    /** Records follow each other as the format writes them. */
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
                // These formats have nothing that readers would pass over.
            }
        };
    }

    /**
     * Server-sent events (WHATWG HTML, section 9.2.6). A writer of one JSON line per record stands behind it: the
     * line has no line feed inside.
     *
     * @param epoch see {@link io.eunomia.runtime.event.EventId}; without one events have no ids
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
