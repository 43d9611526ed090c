package io.eunomia.http.internal.stream;

import io.eunomia.runtime.event.EventFormat;
import io.eunomia.runtime.event.EventSchema;
import io.eunomia.runtime.event.EventView;
import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.event.Utf8Sink;
import java.util.List;

/**
 * Server-sent events (WHATWG HTML, section 9.2.6). Two that are around the same format are equal, so that their readers share
 * what is written.
 *
 * @param lines writes one line per record, which has no line feed inside
 */
record ServerSentFormat(EventFormat lines) implements EventFormat {
    static final String NAME = "sse";
    /** The format of the lines. */
    static final String LINES = "json";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String mediaType() {
        return StreamFormat.SERVER_SENT.mediaType();
    }

    @Override
    public Writer newWriter(List<EventSchema> streams, List<String> fields) {
        return newWriter(streams, fields, "");
    }

    @Override
    public Writer newWriter(List<EventSchema> streams, List<String> fields, String epoch) {
        return new ServerSentWriter(lines.newWriter(streams, fields, epoch), epoch);
    }

    private record ServerSentWriter(Writer lines, String epoch) implements Writer {

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
            lines.event(event, out);
            out.put('\n');
        }

        @Override
        public void notice(Notice notice, Utf8Sink out) {
            out.ascii("event: ").ascii(notice.kind()).ascii("\ndata: ");
            lines.notice(notice, out);
            out.put('\n');
        }

        @Override
        public void heartbeat(Utf8Sink out) {
            out.ascii(":\n\n");
        }
    }
}
