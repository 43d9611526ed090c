package io.eunomia.runtime.internal.decode;

import io.eunomia.runtime.event.Utf8Sink;
import java.util.List;

/** Reads a value that has no size, such as a member of a type that is only declared. */
final class EmptyReader extends FieldReader {

    EmptyReader(int offset) {
        super(offset, 0);
    }

    @Override
    boolean present(RecordView record) {
        return false;
    }

    @Override
    void text(RecordView record, int shift, Utf8Sink out) {
        // nothing to show
    }

    @Override
    void json(RecordView record, int shift, Utf8Sink out) {
        out.ascii("null");
    }

    @Override
    Object value(RecordView record, int shift) {
        return List.of();
    }

    @Override
    Class<?> valueType() {
        return List.class;
    }
}
