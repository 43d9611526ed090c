package io.eunomia.runtime.event;

import java.util.List;
import java.util.Optional;

/**
 * What somebody wants of a tracker's events.
 *
 * @param name who subscribes, for the ledger
 * @param filter infix, e.g. {@code pid > 100 && comm != "bash"}, or LDAP (RFC 4515 syntax as in OSGi), e.g.
 *     {@code (&(comm=bash*)(pid>=100))}; empty for all
 * @param bufferBytes of the subscriber's buffer
 * @param resumable whether the subscriber may come again and ask for what it has missed: the last events are kept for it
 * @param after the last event that it has seen: what is kept of those after it comes first, and what is not is told by
 *     {@link Notice.Missed}; empty to begin with the next event
 * @param text how the events are to be written; empty for a subscriber who takes events. All who want the same text of the
 *     same events share the writing and the buffer, so that ten cost little more than one
 * @param enrich what is added to the events. A field that the filter or the text names is added if an enricher has it
 */
public record SubscriptionOptions(String name, String filter, int bufferBytes, boolean resumable, Optional<EventId> after,
        Optional<Text> text, Enrich enrich) {
    public static final int DEFAULT_BUFFER_BYTES = 1 << 20;

    /**
     * A form in which events are written.
     *
     * @param format two are the same if they are equal
     * @param fields as {@link EventFormat#newWriter} takes them
     */
    public record Text(EventFormat format, List<String> fields) {
        public Text {
            fields = List.copyOf(fields);
        }
    }

    /**
     * What is added to events, see {@link io.eunomia.runtime.enrich.Enricher}.
     *
     * @param enrichers names of those all of whose fields are added
     * @param fields names of single fields that are added if some enricher has them
     */
    public record Enrich(List<String> enrichers, List<String> fields) {
        public static final Enrich NOTHING = new Enrich(List.of(), List.of());

        public Enrich {
            enrichers = List.copyOf(enrichers);
            fields = List.copyOf(fields);
        }
    }

    public SubscriptionOptions(String name, String filter, int bufferBytes) {
        this(name, filter, bufferBytes, false, Optional.empty(), Optional.empty());
    }

    /** Asks for events to which nothing is added. */
    public SubscriptionOptions(String name, String filter, int bufferBytes, boolean resumable, Optional<EventId> after,
            Optional<Text> text) {
        this(name, filter, bufferBytes, resumable, after, text, Enrich.NOTHING);
    }

    public static SubscriptionOptions all(String name) {
        return new SubscriptionOptions(name, "", DEFAULT_BUFFER_BYTES);
    }

    /** Returns these options, for events with what is added to them. */
    public SubscriptionOptions enriched(Enrich with) {
        return new SubscriptionOptions(name, filter, bufferBytes, resumable, after, text, with);
    }

    /** Returns these options with {@code resumable} set, so that later events can be asked for. */
    public SubscriptionOptions keeping() {
        return new SubscriptionOptions(name, filter, bufferBytes, true, after, text, enrich);
    }

    /** Returns these options, resumable, to begin after the given event. */
    public SubscriptionOptions from(EventId last) {
        return new SubscriptionOptions(name, filter, bufferBytes, true, Optional.of(last), text, enrich);
    }

    /** Returns these options, for events that come as text: see {@link EventConsumer#text}. */
    public SubscriptionOptions as(EventFormat format, List<String> fields) {
        return new SubscriptionOptions(name, filter, bufferBytes, resumable, after, Optional.of(new Text(format, fields)),
                enrich);
    }

    /** Returns what these options have in common with those of everybody who gets the same: neither name nor beginning. */
    public SubscriptionOptions selection() {
        return new SubscriptionOptions("", filter.strip(), bufferBytes, resumable, Optional.empty(), text, enrich);
    }
}
