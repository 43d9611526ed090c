package io.eunomia.runtime.internal.format;

import io.eunomia.runtime.event.EventFormat;
import io.eunomia.runtime.event.EventSchema;
import io.eunomia.runtime.event.EventView;
import io.eunomia.runtime.event.Field;
import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.internal.text.JsonText;
import io.eunomia.runtime.internal.text.Timestamps;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/**
 * Writes one JSON object per line (NDJSON): {@code {"@timestamp":"2026-…Z","@stream":"open","@sequence":7,"pid":42,…}}.
 * Members that are not the record's begin with {@code @}, which no C name does. A notice is an object that begins with
 * {@code @notice}.
 */
@Component(service = EventFormat.class)
public final class JsonFormat implements EventFormat {

    @Override
    public String name() {
        return "json";
    }

    @Override
    public String mediaType() {
        return "application/x-ndjson";
    }

    @Override
    public Writer newWriter(List<EventSchema> streams, List<String> fields) {
        Selection selection = new Selection(streams, fields, false);
        return new JsonWriter(selection);
    }

    /** A schema's members, prepared for writing. */
    private static final class Members {
        private static final byte[] HEAD = "{\"@timestamp\":\"".getBytes(StandardCharsets.US_ASCII);

        /** The text from after the timestamp to the sequence number. */
        private final byte[] stream;
        private final byte[][] keys;
        private final int[] fields;

        Members(EventSchema schema, List<Field> chosen) {
            Utf8Sink head = new Utf8Sink(64);
            head.ascii("\",\"@stream\":");
            JsonText.string(schema.stream(), head);
            head.ascii(",\"@sequence\":");
            stream = head.toByteArray();
            keys = chosen.stream().map(field -> new Utf8Sink(32).put(',').put(JsonText.key(field.name())).toByteArray())
                    .toArray(byte[][]::new);
            fields = chosen.stream().mapToInt(Field::index).toArray();
        }

        void append(EventView event, Timestamps timestamps, Utf8Sink out) {
            timestamps.append(event.timeNanos(), out.put(HEAD));
            out.put(stream).decimal(event.sequence());
            for (int i = 0; i < fields.length; i++) {
                out.put(keys[i]);
                event.appendJson(fields[i], out);
            }
            out.put('}').put('\n');
        }
    }

    private static final class JsonWriter implements Writer {
        private final Timestamps timestamps = Timestamps.rfc3339();
        private final PerSchema<Members> members;

        JsonWriter(Selection selection) {
            members = new PerSchema<>(schema -> new Members(schema, selection.of(schema)));
        }

        @Override
        public void header(Utf8Sink out) {
            // NDJSON has no header.
        }

        @Override
        public void event(EventView event, Utf8Sink out) {
            members.of(event.schema()).append(event, timestamps, out);
        }

        @Override
        public void notice(Notice notice, Utf8Sink out) {
            JsonText.string(notice.kind(), out.ascii("{\"@notice\":"));
            if (notice instanceof Notice.KernelLost lost) {
                member("stream", lost.stream(), out);
                out.ascii(",\"count\":").decimal(lost.count());
            } else if (notice instanceof Notice.Dropped dropped) {
                out.ascii(",\"count\":").decimal(dropped.count());
            } else if (notice instanceof Notice.Updated updated) {
                member("from", updated.from(), out);
                member("to", updated.to(), out);
            } else if (notice instanceof Notice.Missed missed) {
                out.ascii(",\"count\":").ascii(missed.count() < 0 ? "null" : Long.toString(missed.count()));
            } else if (notice instanceof Notice.Ended ended) {
                member("reason", ended.end().label(), out);
            }
            member("text", notice.text(), out);
            out.put('}').put('\n');
        }

        private static void member(String name, String value, Utf8Sink out) {
            JsonText.string(value, out.put(',').put(JsonText.key(name)));
        }
    }
}
