package io.eunomia.runtime.event;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** A text format for events; a whiteboard service. The runtime has {@code plain_text}, {@code json}, {@code csv}. */
@ConsumerType
public interface EventFormat {

    String name();

    /** The media type for HTTP, e.g. {@code application/x-ndjson}. */
    String mediaType();

    /**
     * @param fields names of fields to show in this order; empty for the default columns (plain_text) or all (others)
     * @throws io.eunomia.runtime.TrackerException of kind BAD_REQUEST naming an unknown field and those that exist
     */
    Writer newWriter(List<EventSchema> streams, List<String> fields);

    /** Appends records to a sink; confined to one thread. Makes no garbage per event. */
    interface Writer {

        /** Appends what stands before the first event, e.g. column titles; most formats have nothing. */
        void header(Utf8Sink out);

        void event(EventView event, Utf8Sink out);

        void notice(Notice notice, Utf8Sink out);
    }
}
