package io.eunomia.runtime.internal.format;

import io.eunomia.runtime.event.EventSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Keeps what a writer prepares for each schema, and finds it by identity without garbage. Confined to one thread. */
final class PerSchema<T> {
    /** The most that are kept: schemas change with each update, and only the newest are of use. */
    private static final int KEPT = 64;

    private final Function<EventSchema, T> maker;
    private final List<EventSchema> schemas = new ArrayList<>();
    private final List<T> values = new ArrayList<>();
    private EventSchema lastSchema;
    private T lastValue;

    PerSchema(Function<EventSchema, T> maker) {
        this.maker = maker;
    }

    T of(EventSchema schema) {
        if (schema == lastSchema) {
            return lastValue;
        }
        T found = null;
        for (int i = schemas.size() - 1; i >= 0 && found == null; i--) {
            if (schemas.get(i) == schema) {
                found = values.get(i);
            }
        }
        lastValue = found != null ? found : add(schema);
        lastSchema = schema;
        return lastValue;
    }

    private T add(EventSchema schema) {
        if (schemas.size() == KEPT) {
            schemas.remove(0);
            values.remove(0);
        }
        T made = maker.apply(schema);
        schemas.add(schema);
        values.add(made);
        return made;
    }
}
