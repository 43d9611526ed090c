package io.eunomia.runtime.internal.decode;

import io.eunomia.runtime.event.Utf8Sink;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Reads arrays and shows them as JSON arrays, in text too. */
final class ArrayReader extends FieldReader {
    private final FieldReader element;
    private final int stride;
    private final int count;

    /**
     * Makes a reader.
     *
     * @param element reads the first element, at the array's offset
     * @param count 0 to reach to the record's end
     */
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

    /** Returns how many values there are, those of inner arrays counted one by one. */
    int leaves(RecordView record) {
        return shown(record, 0) * (element instanceof ArrayReader inner ? inner.count * inner.leavesOfElement() : 1);
    }

    private int leavesOfElement() {
        return element instanceof ArrayReader inner ? inner.count * inner.leavesOfElement() : 1;
    }

    /** Returns the reader of one of the values, to be used at the shift that {@link #shift} gives. */
    FieldReader leaf() {
        return element instanceof ArrayReader inner ? inner.leaf() : element;
    }

    int shift(int leaf) {
        if (element instanceof ArrayReader inner) {
            int each = inner.count * inner.leavesOfElement();
            return leaf / each * stride + inner.shift(leaf % each);
        }
        return leaf * stride;
    }

    private int shown(RecordView record, int shift) {
        int whole = Math.max(0, (record.length() - offset - shift) / stride);
        return count == 0 ? whole : Math.min(count, whole);
    }

    @Override
    void text(RecordView record, int shift, Utf8Sink out) {
        int shown = shown(record, shift);
        out.put('[');
        for (int i = 0; i < shown; i++) {
            if (i > 0) {
                out.put(',');
            }
            element.json(record, shift + i * stride, out);
        }
        out.put(']');
    }

    @Override
    Object value(RecordView record, int shift) {
        int shown = shown(record, shift);
        List<Object> values = new ArrayList<>(shown);
        for (int i = 0; i < shown; i++) {
            values.add(element.value(record, shift + i * stride));
        }
        return Collections.unmodifiableList(values);
    }

    @Override
    Class<?> valueType() {
        return List.class;
    }
}
