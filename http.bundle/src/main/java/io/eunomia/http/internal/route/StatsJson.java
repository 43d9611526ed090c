package io.eunomia.http.internal.route;

import com.fasterxml.jackson.core.JsonGenerator;
import io.eunomia.runtime.TrackerStats;
import io.eunomia.runtime.TrackerStats.MapStats;
import io.eunomia.runtime.TrackerStats.ProgramStats;
import io.eunomia.runtime.TrackerStats.StreamLedger;
import io.eunomia.runtime.TrackerStats.SubscriberLedger;
import java.io.IOException;

/** Writes a tracker's counters as JSON. */
final class StatsJson {

    private StatsJson() {
    }

    static void write(JsonGenerator out, TrackerStats stats) throws IOException {
        out.writeStartObject();
        out.writeArrayFieldStart("streams");
        for (StreamLedger stream : stats.streams()) {
            stream(out, stream);
        }
        out.writeEndArray();
        out.writeArrayFieldStart("subscribers");
        for (SubscriberLedger subscriber : stats.subscribers()) {
            subscriber(out, subscriber);
        }
        out.writeEndArray();
        out.writeArrayFieldStart("programs");
        for (ProgramStats program : stats.programs()) {
            program(out, program);
        }
        out.writeEndArray();
        out.writeArrayFieldStart("maps");
        for (MapStats map : stats.maps()) {
            map(out, map);
        }
        out.writeEndArray();
        TrackerJson.notAttached(out, stats.notAttached());
        out.writeEndObject();
    }

    private static void stream(JsonGenerator out, StreamLedger stream) throws IOException {
        out.writeStartObject();
        out.writeStringField("stream", stream.stream());
        out.writeStringField("map", stream.map());
        if (stream.kernelLost().isPresent()) {
            out.writeNumberField("kernel_lost", stream.kernelLost().getAsLong());
        } else {
            out.writeNullField("kernel_lost");
        }
        out.writeNumberField("read", stream.read());
        out.writeNumberField("undecodable", stream.undecodable());
        out.writeNumberField("highest_fill_bytes", stream.highestFillBytes());
        out.writeNumberField("capacity_bytes", stream.capacityBytes());
        out.writeEndObject();
    }

    private static void subscriber(JsonGenerator out, SubscriberLedger subscriber) throws IOException {
        out.writeStartObject();
        out.writeStringField("name", subscriber.name());
        out.writeNumberField("offered", subscriber.offered());
        out.writeNumberField("delivered", subscriber.delivered());
        out.writeNumberField("dropped", subscriber.dropped());
        out.writeNumberField("pending", subscriber.pending());
        out.writeEndObject();
    }

    private static void program(JsonGenerator out, ProgramStats program) throws IOException {
        out.writeStartObject();
        out.writeStringField("name", program.name());
        out.writeStringField("type", program.type());
        out.writeStringField("attached_to", program.attachedTo());
        out.writeNumberField("kernel_id", program.kernelId());
        out.writeNumberField("run_count", program.runCount());
        out.writeNumberField("run_nanos", program.runNanos());
        out.writeNumberField("memory_bytes", program.memoryBytes());
        out.writeNumberField("recursion_misses", program.recursionMisses());
        out.writeEndObject();
    }

    private static void map(JsonGenerator out, MapStats map) throws IOException {
        out.writeStartObject();
        out.writeStringField("name", map.name());
        out.writeStringField("type", map.type());
        out.writeNumberField("key_bytes", map.keyBytes());
        out.writeNumberField("value_bytes", map.valueBytes());
        out.writeNumberField("max_entries", map.maxEntries());
        out.writeNumberField("memory_bytes", map.memoryBytes());
        out.writeStringField("pin", map.pin());
        out.writeEndObject();
    }
}
