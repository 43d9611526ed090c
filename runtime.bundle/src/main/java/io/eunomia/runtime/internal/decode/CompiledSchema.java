package io.eunomia.runtime.internal.decode;

import io.eunomia.runtime.event.EventSchema;
import io.eunomia.runtime.event.Field;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A schema with the readers of its fields. Immutable; any thread may use it. */
public final class CompiledSchema implements EventSchema {
    private final String stream;
    private final String map;
    private final String note;
    private final StructLayout layout;
    private final List<Field> fields;
    private final FieldReader[] readers;
    private final List<FieldType> types;
    private final ShownReader time;
    private final CompiledSchema base;
    private final AddedValues[] added;
    private final Map<String, Field> byName = new HashMap<>();

    /** @param readers by field index @param types by field index @param time tells when an event happened, or null */
    CompiledSchema(String stream, String map, String note, StructLayout layout, List<Field> fields,
            List<FieldReader> readers, List<FieldType> types, ShownReader time) {
        this.stream = stream;
        this.map = map;
        this.note = note;
        this.layout = layout;
        this.fields = List.copyOf(fields);
        this.readers = readers.toArray(FieldReader[]::new);
        this.types = List.copyOf(types);
        this.time = time;
        base = this;
        added = new AddedValues[0];
        fields.forEach(field -> byName.putIfAbsent(field.name(), field));
    }

    /** Makes a schema of the same records with further fields behind theirs. @param added where the values of those come from */
    CompiledSchema(CompiledSchema base, List<Field> fields, List<FieldReader> readers, List<FieldType> types,
            List<AddedValues> added) {
        this.stream = base.stream;
        this.map = base.map;
        this.note = base.note;
        this.layout = base.layout;
        this.fields = List.copyOf(fields);
        this.readers = readers.toArray(FieldReader[]::new);
        this.types = List.copyOf(types);
        this.time = base.time;
        this.base = base;
        this.added = added.toArray(AddedValues[]::new);
        fields.forEach(field -> byName.putIfAbsent(field.name(), field));
    }

    /** Returns the schema without fields that are looked up: those of the record have the same indexes in both. */
    public CompiledSchema base() {
        return base;
    }

    /** Tells whether the values of a field are looked up. */
    public boolean isAdded(String name) {
        Field field = byName.get(name);
        return field != null && field.index() >= base.fields.size();
    }

    AddedValues[] added() {
        return added;
    }

    /** Makes a view to be moved from record to record; confined to one thread. */
    public RecordView newView() {
        return new RecordView(this, readers);
    }

    /** Tells which values a field can have. @param field its index */
    public FieldType type(int field) {
        return types.get(field);
    }

    /** The size of the struct in bytes, 0 for hex. */
    public int size() {
        return layout.size();
    }

    /**
     * Tells whether a record of this length holds whole members: it has at least the struct's size, or ends after some
     * member, or within the last one if that is a char array.
     */
    public boolean decodable(int length) {
        return layout.decodable(length);
    }

    FieldReader[] readers() {
        return readers;
    }

    ShownReader time() {
        return time;
    }

    @Override
    public String stream() {
        return stream;
    }

    @Override
    public String map() {
        return map;
    }

    @Override
    public String struct() {
        return layout.name();
    }

    @Override
    public List<Field> fields() {
        return fields;
    }

    @Override
    public Optional<Field> field(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    @Override
    public String note() {
        return note;
    }

    @Override
    public String toString() {
        return stream + (layout.name().isEmpty() ? " (hex)" : " (struct " + layout.name() + ")");
    }
}
