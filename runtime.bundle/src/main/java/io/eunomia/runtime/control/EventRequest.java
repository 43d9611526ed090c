package io.eunomia.runtime.control;

import io.eunomia.runtime.event.EventDrain.Bounds;
import io.eunomia.runtime.event.EventFormat;
import io.eunomia.runtime.event.EventId;
import io.eunomia.runtime.event.SubscriptionOptions;
import java.util.List;
import java.util.Optional;

/**
 * Which events a caller wants, and in what form.
 *
 * @param format name of an {@link io.eunomia.runtime.event.EventFormat}
 * @param filter see {@link SubscriptionOptions#filter}
 * @param fields to show, in this order; empty for those that the format shows by itself
 * @param resumable see {@link SubscriptionOptions#resumable}
 * @param after the last event that was seen before; empty to begin with the next one
 * @param enrich names of enrichers that add their fields; a field that is named otherwise is added without
 * @param width columns that lines of text for people may take; 0 for no bound
 */
public record EventRequest(String format, String filter, List<String> fields, Bounds bounds, boolean resumable,
        Optional<EventId> after, List<String> enrich, int width) {

    public EventRequest {
        fields = List.copyOf(fields);
        enrich = List.copyOf(enrich);
    }

    /** Asks for events to which nothing is added. */
    public EventRequest(String format, String filter, List<String> fields, Bounds bounds, boolean resumable,
            Optional<EventId> after) {
        this(format, filter, fields, bounds, resumable, after, List.of(), 0);
    }

    /** Asks for events from the next one on. */
    public EventRequest(String format, String filter, List<String> fields, Bounds bounds) {
        this(format, filter, fields, bounds, false, Optional.empty());
    }

    public EventRequest enriched(List<String> by) {
        return new EventRequest(format, filter, fields, bounds, resumable, after, by, width);
    }

    /** Says what is added: by the enrichers that are named, and fields that only an enricher may have. */
    public SubscriptionOptions.Enrich additions() {
        return new SubscriptionOptions.Enrich(enrich, fields);
    }

    public EventRequest from(Optional<EventId> last) {
        return new EventRequest(format, filter, fields, bounds, resumable, last, enrich, width);
    }

    /** Asks for lines that fit. @param columns that they may take; 0 for no bound */
    public EventRequest fitted(int columns) {
        return new EventRequest(format, filter, fields, bounds, resumable, after, enrich, columns);
    }

    /**
     * How the caller subscribes. A stream with a bound on its events is written for itself, because text that readers share is
     * handed over in pieces of many events.
     */
    SubscriptionOptions subscription(Caller caller, EventFormat written) {
        return bounds.events() > 0 ? records(caller) : records(caller).as(written, fields);
    }

    /**
     * How the first reader of a tracker that is about to start subscribes. Which fields there are is known only afterwards, so
     * a reader who chooses some gets a text of its own.
     */
    SubscriptionOptions first(Caller caller, EventFormat written) {
        return fields.isEmpty() ? subscription(caller, written) : records(caller);
    }

    private SubscriptionOptions records(Caller caller) {
        SubscriptionOptions options = new SubscriptionOptions(caller.subscriber(), filter,
                SubscriptionOptions.DEFAULT_BUFFER_BYTES).enriched(additions());
        return after.map(options::from).orElse(resumable ? options.keeping() : options);
    }
}
