package io.eunomia.example.opens;

import io.eunomia.runtime.event.EventSchema;
import io.eunomia.runtime.event.EventView;
import java.time.Instant;

/** An event of this tracker as a value. */
record Open(Instant time, long pid, String comm, String path) {

    /** Copies an event, which is valid during the call only. */
    static Open of(EventView event) {
        EventSchema fields = event.schema();
        return new Open(event.instant(index(fields, "time")), event.number(index(fields, "pid")),
                event.text(index(fields, "comm")), event.text(index(fields, "path")));
    }

    private static int index(EventSchema schema, String field) {
        return schema.field(field).orElseThrow(() -> new IllegalArgumentException(schema.stream() + " has no " + field
                + ": this is for events of the tracker opens_with_code")).index();
    }
}
