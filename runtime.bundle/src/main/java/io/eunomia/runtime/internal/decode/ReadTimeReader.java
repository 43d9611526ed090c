package io.eunomia.runtime.internal.decode;

import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.internal.text.TimeText;
import java.time.Instant;

/** Gives the time at which the record was read, because tables have no time of their own. */
final class ReadTimeReader extends FieldReader {
    private final ShownText texts;

    ReadTimeReader(ShownText texts) {
        super(0, 0);
        this.texts = texts;
    }

    @Override
    long number(RecordView record, int shift) {
        return record.readNanos();
    }

    @Override
    void text(RecordView record, int shift, Utf8Sink out) {
        texts.clock(record.readNanos(), out);
    }

    @Override
    void json(RecordView record, int shift, Utf8Sink out) {
        TimeText.rfc3339(record.readNanos(), out.put('"'));
        out.put('"');
    }

    @Override
    Object value(RecordView record, int shift) {
        return Instant.ofEpochSecond(0, record.readNanos());
    }

    @Override
    Class<?> valueType() {
        return Instant.class;
    }
}
