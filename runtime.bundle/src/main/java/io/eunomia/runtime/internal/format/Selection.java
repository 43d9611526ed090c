package io.eunomia.runtime.internal.format;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.event.EventSchema;
import io.eunomia.runtime.event.Field;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Chooses which fields of each stream are written, and in which order. Immutable. */
final class Selection {
    private final List<String> names;
    private final boolean onlyShown;

    /**
     * Chooses the fields.
     *
     * @param names fields wanted; empty for the default
     * @param onlyShown whether the default is the shown fields, else all
     * @throws TrackerException of kind BAD_REQUEST for a field that no stream has; without streams nothing is checked
     */
    Selection(List<EventSchema> streams, List<String> names, boolean onlyShown) {
        this.names = List.copyOf(names);
        this.onlyShown = onlyShown;
        for (String name : names) {
            if (!streams.isEmpty() && streams.stream().noneMatch(stream -> stream.field(name).isPresent())) {
                throw unknown(name, streams);
            }
        }
    }

    private static TrackerException unknown(String name, List<EventSchema> streams) {
        Set<String> known = new LinkedHashSet<>();
        streams.forEach(stream -> stream.fields().forEach(field -> known.add(field.name())));
        return new TrackerException(Failure.of(FailureKind.BAD_REQUEST, "there is no field \"" + name + '"',
                "fields: " + String.join(", ", known)));
    }

    /** Returns the fields that the caller named; empty when none. */
    List<String> names() {
        return names;
    }

    /** Tells whether the caller named the fields. */
    boolean explicit() {
        return !names.isEmpty();
    }

    /** Returns the fields of a stream that are written; a named field that this stream lacks is left out. */
    List<Field> of(EventSchema stream) {
        if (explicit()) {
            List<Field> chosen = new ArrayList<>();
            names.forEach(name -> stream.field(name).ifPresent(chosen::add));
            return chosen;
        }
        List<Field> shown = stream.fields().stream().filter(field -> !onlyShown || field.shown()).toList();
        return shown.isEmpty() ? stream.fields() : shown;
    }
}
