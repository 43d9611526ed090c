package io.eunomia.http.internal;

import io.eunomia.runtime.event.EventFormat;
import io.eunomia.runtime.event.EventFormats;
import java.util.List;

/** The formats that a test has. */
record FixedFormats(List<EventFormat> all) implements EventFormats {

    @Override
    public EventFormat get(String name) {
        return find(name).orElseThrow();
    }
}
