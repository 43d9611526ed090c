package io.eunomia.trackers.testing;

import io.eunomia.runtime.event.EventConsumer;
import io.eunomia.runtime.event.EventView;
import io.eunomia.runtime.event.Field;
import io.eunomia.runtime.event.Notice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Copies all events that it is handed. */
final class SeenEvents implements EventConsumer {
    private final List<SeenEvent> events = new ArrayList<>();

    List<SeenEvent> events() {
        return List.copyOf(events);
    }

    @Override
    public void event(EventView event) {
        Map<String, String> texts = new HashMap<>();
        Map<String, Long> numbers = new HashMap<>();
        for (Field field : event.schema().fields()) {
            texts.put(field.name(), event.text(field.index()));
            switch (field.kind()) {
                case SIGNED, UNSIGNED, ENUM, BOOL -> numbers.put(field.name(), event.number(field.index()));
                default -> { }
            }
        }
        events.add(new SeenEvent(event.schema().stream(), texts, numbers));
    }

    @Override
    public void notice(Notice notice) {
        // The ledger says what was lost; the end shows as the subscription's end.
    }
}
