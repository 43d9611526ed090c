package io.eunomia.http.internal.route;

import com.fasterxml.jackson.core.JsonGenerator;
import io.eunomia.runtime.UpdateReceipt;
import java.io.IOException;
import java.util.Locale;

/** Writes the receipt of a hot update as JSON. */
final class UpdateJson {

    private UpdateJson() {
    }

    static void write(JsonGenerator out, UpdateReceipt receipt) throws IOException {
        out.writeStartObject();
        out.writeStringField("time", receipt.time().toString());
        out.writeStringField("from", receipt.from());
        out.writeStringField("to", receipt.to());
        out.writeStringField("mode", receipt.mode().name().toLowerCase(Locale.ROOT));
        out.writeNumberField("load_ns", receipt.loadNanos());
        out.writeNumberField("switch_ns", receipt.switchNanos());
        out.writeNumberField("lost", receipt.lost());
        out.writeFieldName("duplicated");
        if (receipt.duplicated().isPresent()) {
            out.writeNumber(receipt.duplicated().getAsLong());
        } else {
            out.writeNull();
        }
        TrackerJson.texts(out, "kept_maps", receipt.keptMaps());
        TrackerJson.texts(out, "attached", receipt.attached());
        TrackerJson.texts(out, "detached", receipt.detached());
        out.writeEndObject();
    }
}
