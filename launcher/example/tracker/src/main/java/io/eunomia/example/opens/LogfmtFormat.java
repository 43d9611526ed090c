package io.eunomia.example.opens;

import io.eunomia.runtime.event.EventFormat;
import io.eunomia.runtime.event.EventSchema;
import io.eunomia.runtime.event.EventView;
import io.eunomia.runtime.event.Field;
import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.event.Utf8Sink;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** Writes {@code stream=events pid=42 path="/etc/passwd"}, for events of any tracker. */
@Component
public final class LogfmtFormat implements EventFormat {

    @Override
    public String name() {
        return "logfmt";
    }

    @Override
    public String mediaType() {
        return "text/x-logfmt";
    }

    @Override
    public Writer newWriter(List<EventSchema> streams, List<String> fields) {
        return new LogfmtWriter(fields);
    }

    /** @param chosen names of fields; empty for all */
    private record LogfmtWriter(List<String> chosen) implements Writer {

        @Override
        public void header(Utf8Sink out) {
            // Each line names its values.
        }

        @Override
        public void event(EventView event, Utf8Sink out) {
            out.ascii("stream=").ascii(event.schema().stream());
            for (Field field : event.schema().fields()) {
                if (chosen.isEmpty() || chosen.contains(field.name())) {
                    out.put(' ').ascii(field.name()).put('=');
                    // JSON's text is in quotes and has its escapes, so that no value can look like another one.
                    event.appendJson(field.index(), out);
                }
            }
            out.put('\n');
        }

        @Override
        public void notice(Notice notice, Utf8Sink out) {
            out.ascii("notice=").ascii(notice.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT)).put('\n');
        }
    }
}
