package io.eunomia.runtime.internal.decode;

import io.eunomia.runtime.event.Utf8Sink;

/** Arrays as JSON arrays, in text too. */
final class ArrayReader extends FieldReader {
    private final FieldReader element;
    private final int stride;
    private final int count;

    /** @param element reads the first element, at the array's offset @param count 0 to reach to the record's end */
    ArrayReader(int offset, FieldReader element, int stride, int count) {
        super(offset, stride * count);
        this.element = element;
        this.stride = stride;
        this.count = count;
    }

    @Override
    boolean present(RecordView record) {
        return offset + stride <= record.length();
    }

    @Override
    void text(RecordView record, int shift, Utf8Sink out) {
        int whole = Math.max(0, (record.length() - offset - shift) / stride);
        int shown = count == 0 ? whole : Math.min(count, whole);
        out.put('[');
        for (int i = 0; i < shown; i++) {
            if (i > 0) {
                out.put(',');
            }
            element.json(record, shift + i * stride, out);
        }
        out.put(']');
    }
}
