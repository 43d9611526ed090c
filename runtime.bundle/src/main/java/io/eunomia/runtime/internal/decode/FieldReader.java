package io.eunomia.runtime.internal.decode;

import io.eunomia.runtime.event.EventView;
import io.eunomia.runtime.event.Utf8Sink;

/**
 * Reads one value of a record. Made once per field; used by any thread, each with its own view. Bytes beyond the record's
 * end read as zero or empty.
 */
abstract class FieldReader {
    /** The offset from the record's start, or from the element's start inside an array of structs. */
    final int offset;
    final int size;

    FieldReader(int offset, int size) {
        this.offset = offset;
        this.size = size;
    }

    boolean present(RecordView record) {
        return offset + size <= record.length();
    }

    /** Reads a number. @param shift where the enclosing array element starts, 0 outside arrays */
    long number(RecordView record, int shift) {
        return 0;
    }

    double floating(RecordView record, int shift) {
        return number(record, shift);
    }

    /** Reads the value as an object of {@link #valueType}; null where there is none. Makes garbage. */
    Object value(RecordView record, int shift) {
        return number(record, shift);
    }

    /** Returns the type that {@link EventView#value} tells its readers. */
    Class<?> valueType() {
        return Long.class;
    }

    abstract void text(RecordView record, int shift, Utf8Sink out);

    void json(RecordView record, int shift, Utf8Sink out) {
        text(record, shift, out);
    }

    /** Returns what {@link #text} writes. */
    final String written(RecordView record, int shift) {
        Utf8Sink out = new Utf8Sink(64);
        text(record, shift, out);
        return out.toString();
    }

    /** Writes text that needs no escapes as a JSON string. */
    final void quoted(RecordView record, int shift, Utf8Sink out) {
        out.put('"');
        text(record, shift, out);
        out.put('"');
    }
}
