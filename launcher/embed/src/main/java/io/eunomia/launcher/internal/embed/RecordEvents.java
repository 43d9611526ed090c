package io.eunomia.launcher.internal.embed;

import io.eunomia.launcher.embed.MappingException;
import io.eunomia.runtime.event.EventSchema;
import io.eunomia.runtime.event.EventView;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Maps events of those streams that have a field for every component of a record. */
public final class RecordEvents<T> implements EventMapper<T> {
    private final RecordMaker<T> maker;

    /** Makes a mapper. @throws MappingException when {@code type} is not a record that can be made */
    public RecordEvents(Class<T> type) {
        maker = new RecordMaker<>(type);
        maker.components().forEach(component -> ComponentReader.requireSupported(type, component));
    }

    @Override
    public Function<EventView, T> bind(List<EventSchema> streams) {
        Map<EventSchema, ComponentReader[]> readers = new IdentityHashMap<>();
        List<String> lacks = new ArrayList<>();
        for (EventSchema stream : streams) {
            try {
                readers.put(stream, maker.components().stream()
                        .map(component -> ComponentReader.of(maker.type(), component, stream))
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
        return maker.make(values);
    }
}
