package io.eunomia.launcher.internal.embed;

import io.eunomia.launcher.embed.Event;
import io.eunomia.runtime.event.EventSchema;
import io.eunomia.runtime.event.EventView;
import io.eunomia.runtime.event.Field;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Maps every event with all its fields. */
public record PlainEvents() implements EventMapper<Event> {

    @Override
    public Function<EventView, Event> bind(List<EventSchema> streams) {
        return PlainEvents::event;
    }

    private static Event event(EventView view) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (Field field : view.schema().fields()) {
            if (view.present(field.index())) {
                Object value = view.value(field.index());
                // A time that is not set has no value.
                if (value != null) {
                    fields.put(field.name(), value);
                }
            }
        }
        return new Event(view.schema().stream(), view.sequence(), Instant.ofEpochSecond(0, view.timeNanos()), fields);
    }
}
