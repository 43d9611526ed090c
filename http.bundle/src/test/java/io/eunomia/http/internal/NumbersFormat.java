package io.eunomia.http.internal;

import io.eunomia.runtime.event.EventFormat;
import io.eunomia.runtime.event.EventSchema;
import io.eunomia.runtime.event.EventView;
import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.event.Utf8Sink;
import java.util.List;

/** A format as a third party may bring it: the number of each event. */
final class NumbersFormat implements EventFormat {

    @Override
    public String name() {
        return "numbers";
    }

    @Override
    public String mediaType() {
        return "Text/X-Numbers; charset=utf-8";
    }

    @Override
    public Writer newWriter(List<EventSchema> streams, List<String> fields) {
        return new Writer() {
            @Override
            public void header(Utf8Sink out) {
                out.ascii("numbers\n");
            }

            @Override
            public void event(EventView event, Utf8Sink out) {
                out.decimal(event.sequence()).put('\n');
            }

            @Override
            public void notice(Notice notice, Utf8Sink out) {
                // Notices have no numbers.
            }
        };
    }
}
