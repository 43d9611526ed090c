package io.eunomia.runtime.internal.decode;

import io.eunomia.runtime.event.Field;
import io.eunomia.runtime.event.FieldKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Adds fields to a schema whose values are looked up. Confined to one thread. */
public final class AddedFields {
    /** The most look-ups for one event: a view notes in the bits of a number which it has made. */
    private static final int MOST_SOURCES = Long.SIZE;

    private final CompiledSchema base;
    private final List<Field> fields;
    private final List<FieldReader> readers;
    private final List<FieldType> types;
    private final List<AddedValues> sources = new ArrayList<>();

    public AddedFields(CompiledSchema base) {
        this.base = base;
        fields = new ArrayList<>(base.fields());
        readers = new ArrayList<>(List.of(base.readers()));
        types = new ArrayList<>(fields.stream().map(field -> base.type(field.index())).toList());
    }

    /** Begins the fields of one look-up. @return false when there is no room for more */
    public boolean from(AddedValues source) {
        return sources.size() < MOST_SOURCES && sources.add(source);
    }

    /**
     * Adds a field to those of the look-up begun last, behind all others.
     *
     * @param position of its value in what the look-up gives
     */
    public void add(String name, int width, int position) {
        FieldReader reader = new AddedReader(sources.size() - 1, position);
        fields.add(new Field(fields.size(), name, FieldKind.TEXT, "text", "", "",
                Math.max(width, name.toUpperCase(Locale.ROOT).length()), String.class, true));
        readers.add(reader);
        types.add(FieldType.text());
    }

    /** Returns the schema with what was added, or the one without if that is nothing. */
    public CompiledSchema schema() {
        return sources.isEmpty() ? base : new CompiledSchema(base, fields, readers, types, sources);
    }
}
