package io.eunomia.runtime.internal.decode;

import io.eunomia.runtime.event.EventSchema;
import io.eunomia.runtime.event.Field;
import java.util.List;
import java.util.Optional;

/** A schema with the readers of its fields. Immutable; any thread may use it. */
public final class CompiledSchema implements EventSchema {

    CompiledSchema() {
    }

    /** A view to be moved from record to record; confined to one thread. */
    public RecordView newView() {
        return new RecordView(this);
    }

    /** Size of the struct in bytes, 0 for hex. */
    public int size() {
        throw new UnsupportedOperationException();
    }

    /**
     * Whether a record of this length holds whole members: at least the struct; or it ends after some member, or
     * within the last one if that is a char array.
     */
    public boolean decodable(int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String stream() {
        throw new UnsupportedOperationException();
    }

    @Override
    public String map() {
        throw new UnsupportedOperationException();
    }

    @Override
    public String struct() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Field> fields() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Field> field(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String note() {
        throw new UnsupportedOperationException();
    }
}
