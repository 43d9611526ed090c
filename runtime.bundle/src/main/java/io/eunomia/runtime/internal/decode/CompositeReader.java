package io.eunomia.runtime.internal.decode;

import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.internal.text.JsonText;
import java.util.List;

/** A struct inside an array, as a JSON object. */
final class CompositeReader extends FieldReader {
    private final byte[][] names;
    private final FieldReader[] members;

    /** @param members read relative to the enclosing record, as if the struct were its first element */
    CompositeReader(int offset, int size, List<String> names, List<FieldReader> members) {
        super(offset, size);
        this.names = names.stream().map(JsonText::key).toArray(byte[][]::new);
        this.members = members.toArray(FieldReader[]::new);
    }

    /** By its number, in the order in which they are shown; it takes the shift that this is read at. */
    FieldReader member(int number) {
        return members[number];
    }

    @Override
    void text(RecordView record, int shift, Utf8Sink out) {
        out.put('{');
        for (int i = 0; i < members.length; i++) {
            if (i > 0) {
                out.put(',');
            }
            out.put(names[i]);
            members[i].json(record, shift, out);
        }
        out.put('}');
    }
}
