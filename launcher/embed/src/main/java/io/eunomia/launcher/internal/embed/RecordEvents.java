package io.eunomia.launcher.internal.embed;

import io.eunomia.launcher.embed.MappingException;
import io.eunomia.runtime.event.EventSchema;
import io.eunomia.runtime.event.EventView;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Maps events of those streams that have a field for every component of a record. */
public final class RecordEvents<T> implements EventMapper<T> {
    private final Class<T> type;
    private final Constructor<T> constructor;

    /** Makes a mapper. @throws MappingException when {@code type} is not a record that can be made */
    public RecordEvents(Class<T> type) {
        if (!type.isRecord()) {
            throw new MappingException(type.getName() + " is not a record");
        }
        this.type = type;
        try {
            constructor = type.getDeclaredConstructor(Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("every record has its canonical constructor", e);
        } catch (java.lang.reflect.InaccessibleObjectException e) {
            throw new MappingException(type.getName() + " is in a package its module does not open to this one");
        }
        for (RecordComponent component : type.getRecordComponents()) {
            ComponentReader.requireSupported(type, component);
        }
    }

    @Override
    public Function<EventView, T> bind(List<EventSchema> streams) {
        Map<EventSchema, ComponentReader[]> readers = new IdentityHashMap<>();
        List<String> lacks = new ArrayList<>();
        for (EventSchema stream : streams) {
            try {
                readers.put(stream, Arrays.stream(type.getRecordComponents())
                        .map(component -> ComponentReader.of(type, component, stream))
                        .toArray(ComponentReader[]::new));
            } catch (MappingException e) {
                lacks.add(e.getMessage());
            }
        }
        if (readers.isEmpty()) {
            throw new MappingException(lacks.isEmpty() ? "the tracker has no streams of events"
                    : lacks.stream().collect(Collectors.joining("; ")));
        }
        return view -> {
            ComponentReader[] fields = readers.get(view.schema());
            return fields == null ? null : make(view, fields);
        };
    }

    private T make(EventView view, ComponentReader[] readers) {
        Object[] values = new Object[readers.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = readers[i].read(view);
        }
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof RuntimeException own ? own : new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make a " + type.getName(), e);
        }
    }
}
