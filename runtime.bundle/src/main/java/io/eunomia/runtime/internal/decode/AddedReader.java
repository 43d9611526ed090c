package io.eunomia.runtime.internal.decode;

import io.eunomia.runtime.event.Utf8Sink;

/** Gives a value that was looked up. It is looked up when somebody reads it, so an event that a filter refuses costs nothing. */
final class AddedReader extends FieldReader {
    private final int source;
    private final int position;

    /** Makes a reader. @param source index of the schema's {@link AddedValues} @param position of the value in what it gives */
    AddedReader(int source, int position) {
        super(0, 0);
        this.source = source;
        this.position = position;
    }

    private AddedValue value(RecordView record) {
        return record.added(source)[position];
    }

    @Override
    boolean present(RecordView record) {
        return value(record).known();
    }

    @Override
    void text(RecordView record, int shift, Utf8Sink out) {
        out.put(value(record).plain());
    }

    @Override
    void json(RecordView record, int shift, Utf8Sink out) {
        out.put(value(record).json());
    }

    @Override
    Object value(RecordView record, int shift) {
        AddedValue value = value(record);
        return value.known() ? value.text() : null;
    }

    @Override
    Class<?> valueType() {
        return String.class;
    }
}
