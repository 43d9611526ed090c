package io.eunomia.http.internal.route;

import com.fasterxml.jackson.core.JsonGenerator;
import io.eunomia.runtime.Removal;
import java.io.IOException;

/** Writes as JSON what became of a removed tracker's pins. */
final class RemovalJson {

    private RemovalJson() {
    }

    static void write(JsonGenerator out, Removal removal) throws IOException {
        out.writeStartObject();
        out.writeArrayFieldStart("pins_left");
        for (Removal.PinLeft pin : removal.pinsLeft()) {
            out.writeStartObject();
            out.writeStringField("path", pin.path());
            TrackerJson.texts(out, "held_by", pin.heldBy());
            out.writeEndObject();
        }
        out.writeEndArray();
        TrackerJson.texts(out, "pins_removed", removal.pinsRemoved());
        out.writeEndObject();
    }
}
