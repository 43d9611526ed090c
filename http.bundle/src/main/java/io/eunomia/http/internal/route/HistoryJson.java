package io.eunomia.http.internal.route;

import com.fasterxml.jackson.core.JsonGenerator;
import io.eunomia.runtime.KeptPackage;
import java.io.IOException;
import java.util.List;

/** Writes the packages of a tracker as JSON, the present one first. */
final class HistoryJson {

    private HistoryJson() {
    }

    static void write(JsonGenerator out, List<KeptPackage> packages) throws IOException {
        out.writeStartObject();
        out.writeArrayFieldStart("packages");
        for (int i = 0; i < packages.size(); i++) {
            KeptPackage kept = packages.get(i);
            out.writeStartObject();
            out.writeStringField("sha256", kept.sha256());
            out.writeStringField("version", kept.version());
            out.writeStringField("time", kept.time().toString());
            out.writeNumberField("bytes", kept.bytes());
            out.writeBooleanField("current", i == 0);
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }
}
