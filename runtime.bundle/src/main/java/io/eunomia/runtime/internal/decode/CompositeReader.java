package io.eunomia.runtime.internal.decode;

import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.internal.text.JsonText;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a struct inside an array and shows it as a JSON object. */
final class CompositeReader extends FieldReader {
    private final List<String> memberNames;
    private final byte[][] names;
    private final FieldReader[] members;

    /** Makes a reader. @param members read relative to the enclosing record, as if the struct were its first element */
    CompositeReader(int offset, int size, List<String> names, List<FieldReader> members) {
        super(offset, size);
        this.memberNames = List.copyOf(names);
        this.names = names.stream().map(JsonText::key).toArray(byte[][]::new);
        this.members = members.toArray(FieldReader[]::new);
    }

    /**
     * Returns a member's reader by its number, in the order in which they are shown. It takes the same shift as this
     * reader.
     */
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

    @Override
    Object value(RecordView record, int shift) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < members.length; i++) {
            values.put(memberNames.get(i), members[i].value(record, shift));
        }
        return Collections.unmodifiableMap(values);
    }

    @Override
    Class<?> valueType() {
        return Map.class;
    }
}
