package io.eunomia.http.internal;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** Writes a JSON value. */
@FunctionalInterface
public interface JsonBody {
    void write(JsonGenerator out) throws IOException;
}
