package io.eunomia.runtime.internal.bundle;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Collection;

/** Writes members of an object in JSON, and leaves out what is empty. */
final class JsonMembers {
    private final JsonGenerator out;

    JsonMembers(JsonGenerator out) {
        this.out = out;
    }

    void text(String name, String value) throws IOException {
        if (!value.isEmpty()) {
            out.writeStringField(name, value);
        }
    }

    void texts(String name, Collection<String> values) throws IOException {
        if (values.isEmpty()) {
            return;
        }
        out.writeArrayFieldStart(name);
        for (String value : values) {
            out.writeString(value);
        }
        out.writeEndArray();
    }
}
