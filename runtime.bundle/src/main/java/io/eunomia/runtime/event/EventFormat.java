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

    /**
     * Does as the other method, for a format that writes ids of events.
     *
     * @param epoch see {@link EventId}; without one events have no ids
     */
    default Writer newWriter(List<EventSchema> streams, List<String> fields, String epoch) {
        return newWriter(streams, fields);
    }

    /**
     * Returns this format for a terminal of so many columns, which equals another one for as many: whoever shows lines to people then
     * gets none that wraps. Most formats are the same for every width.
     */
    default EventFormat fitted(int columns) {
        return this;
    }

    /** Appends records to a sink; confined to one thread. Makes no garbage per event. */
    interface Writer {

        /** Appends what stands before the first event, e.g. column titles; most formats have nothing. */
        void header(Utf8Sink out);

        /**
         * Appends what a reader needs who has seen the header alone and gets the text from here on: for instance the titles
         * of the columns that the next event stands in. Most formats need nothing.
         */
        default void join(Utf8Sink out) {
            // A line of most formats is understood without those before it.
        }

        /** Appends bytes that readers pass over, for times at which nothing happens; most formats have none. */
        default void heartbeat(Utf8Sink out) {
            // Most formats have no such bytes.
        }

        void event(EventView event, Utf8Sink out);

        void notice(Notice notice, Utf8Sink out);
    }
}
