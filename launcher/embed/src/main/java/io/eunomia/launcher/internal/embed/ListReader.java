package io.eunomia.launcher.internal.embed;

import io.eunomia.launcher.embed.MappingException;
import io.eunomia.runtime.event.EventView;
import io.eunomia.runtime.event.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;

/** Reads an array as the list that a component declares: {@code List<Long>}, {@code List<?>}. */
record ListReader(String subject, int index, Class<?> element) implements ComponentReader {

    /** Makes a reader. @throws MappingException when the field is no array */
    static ListReader of(String subject, Field field, RecordComponent component) {
        if (field.valueType() != List.class) {
            throw new MappingException(subject + ": field " + field.name() + " (" + field.typeName() + ") cannot be a List");
        }
        Type declared = component.getGenericType() instanceof ParameterizedType list ? list.getActualTypeArguments()[0]
                : Object.class;
        return new ListReader(subject, field.index(), declared instanceof Class<?> plain ? plain : Object.class);
    }

    @Override
    public Object read(EventView event) {
        List<?> values = event.list(index);
        for (Object value : values) {
            if (value != null && !element.isInstance(value)) {
                // A list that holds something else would fail far from here, where it is used.
                throw new MappingException(subject + ": its elements are " + value.getClass().getSimpleName() + ", no "
                        + element.getSimpleName());
            }
        }
        return values;
    }
}
