package io.eunomia.runtime.internal.stream;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.event.EventFormat;
import io.eunomia.runtime.event.EventSchema;
import io.eunomia.runtime.event.Subscription;
import io.eunomia.runtime.event.SubscriptionOptions;
import io.eunomia.runtime.internal.decode.CompiledSchema;
import io.eunomia.runtime.internal.enrich.Enrichers;
import io.eunomia.runtime.internal.filter.CompiledFilter;
import io.eunomia.runtime.internal.filter.EventFilter;
import java.util.List;

/**
 * Lets subscribers in and out. What takes long, compiling a filter and allocating a queue, is done without the hub's lock;
 * it is done again if the streams have changed meanwhile.
 */
final class Admission {
    private final HubLock lock;
    private final HubState state;
    private final Enrichers enrichers;

    Admission(HubLock lock, HubState state, Enrichers enrichers) {
        this.lock = lock;
        this.state = state;
        this.enrichers = enrichers;
    }

    /**
     * What was there when the preparation began.
     *
     * @param kept schemas of the events that are kept for readers who come again
     */
    private record Situation(CompiledSchema[] schemas, List<CompiledSchema> kept) {
    }

    /**
     * What is made without the lock.
     *
     * @param ofEarlier the filter for events that are kept, or null
     * @param kept schemas of those events, with what is added to them
     */
    private record Prepared(EnrichedFilter wanted, EnrichedFilter.Bound bound, CompiledFilter ofEarlier,
            List<CompiledSchema> kept, RecordQueue queue, RecordReader reader) {
        static Prepared of(SubscriptionOptions options, EnrichedFilter wanted, Situation now) {
            EnrichedFilter.Bound bound = wanted.bind(now.schemas());
            List<CompiledSchema> kept = wanted.enriched(now.kept(), bound);
            CompiledFilter ofEarlier = options.after().isPresent() ? Replay.filter(wanted.filter(), kept) : null;
            RecordQueue queue = new RecordQueue(options.bufferBytes());
            return new Prepared(wanted, bound, ofEarlier, kept, queue,
                    new RecordReader(queue, bound.schemas(), bound.parts().whole()));
        }

        Subscriber subscriber(TextGroup group, SubscriptionOptions options) {
            return Subscriber.of(queue, group, options, wanted, bound);
        }
    }

    /** Subscribes somebody who takes records. */
    ConfirmedSubscription records(SubscriptionOptions options) {
        while (true) {
            Situation now = lock.get(() -> situation(options));
            Prepared prepared = Prepared.of(options, wanted(options, List.of(now.schemas())), now);
            SubscriberBuffer buffer = new SubscriberBuffer(state.history.epoch(), prepared.queue(), prepared.reader(),
                    this::leave);
            boolean added = lock.get(() -> {
                state.subscribers.checkRoom();
                if (!stillSo(now, options)) {
                    return false;
                }
                buffer.begin(replay(options, prepared));
                add(prepared.subscriber(null, options));
                return true;
            });
            if (added) {
                return buffer;
            }
        }
    }

    /** Subscribes somebody who takes text, which is shared with others who want the same. */
    Subscription text(SubscriptionOptions options) {
        SubscriptionOptions.Text text = options.text().orElseThrow();
        SubscriptionOptions selection = options.selection();
        while (true) {
            Situation now = lock.get(() -> situation(options));
            EnrichedFilter wanted = wanted(options, List.of(now.schemas()));
            // Most readers come to a group that is there. Whoever resumes needs the filter for what is kept as well.
            TextReader joined = options.after().isPresent() ? null : lock.get(() -> join(options, selection, now, wanted));
            if (joined != null) {
                return joined;
            }
            Prepared prepared = Prepared.of(options, wanted, now);
            EventFormat.Writer writer = text.format().newWriter(List.of(prepared.bound().schemas()), text.fields(),
                    state.history.epoch());
            TextGroup made = new TextGroup(now.schemas(), prepared.queue(), prepared.reader(), writer);
            TextReader reader = lock.get(() -> {
                state.subscribers.checkRoom();
                return stillSo(now, options) ? join(options, selection, prepared, made) : null;
            });
            if (reader != null) {
                return reader;
            }
        }
    }

    /** Says what a reader wants of these streams. @throws TrackerException when it is wrong */
    EnrichedFilter wanted(SubscriptionOptions options, List<CompiledSchema> streams) {
        EventFilter filter = EventFilter.parse(options.filter());
        return new EnrichedFilter(filter, enrichers.wanted(options, filter.attributes(), streams), state.enrichments);
    }

    List<String> addable(EventSchema stream) {
        return enrichers.fields(stream);
    }

    /** Joins the group of readers of the same, if there is one. @return null when there is none */
    private TextReader join(SubscriptionOptions options, SubscriptionOptions selection, Situation now, EnrichedFilter wanted) {
        state.subscribers.checkRoom();
        TextGroup group = stillSo(now, options) ? state.subscribers.group(selection, now.schemas(), wanted.enrichment()) : null;
        return group == null ? null : enter(options, group, null);
    }

    private TextReader join(SubscriptionOptions options, SubscriptionOptions selection, Prepared prepared, TextGroup made) {
        Replay replay = replay(options, prepared);
        TextGroup found = state.subscribers.group(selection, made.schemas(), prepared.wanted().enrichment());
        if (found == null) {
            add(prepared.subscriber(made, selection));
        }
        return enter(options, found != null ? found : made, replay);
    }

    private TextReader enter(SubscriptionOptions options, TextGroup group, Replay replay) {
        TextReader reader = new TextReader(options.name(), state.history.epoch(), group, replay, this::leave);
        group.add(reader);
        return reader;
    }

    private Situation situation(SubscriptionOptions options) {
        if (!state.running()) {
            throw notRunning();
        }
        state.subscribers.checkRoom();
        return new Situation(state.schemas(), options.after().isPresent() ? state.history.schemas() : List.of());
    }

    private boolean stillSo(Situation then, SubscriptionOptions options) {
        if (!state.running()) {
            throw notRunning();
        }
        return state.schemas() == then.schemas() && (options.after().isEmpty() || state.history.schemas().equals(then.kept()));
    }

    private static TrackerException notRunning() {
        return new TrackerException(Failure.of(FailureKind.CONFLICT,
                "the tracker is not running, so it has no events", "start it first"));
    }

    private Replay replay(SubscriptionOptions options, Prepared prepared) {
        return options.after().map(last -> state.history.after(last, prepared.ofEarlier(), state.sequence())
                .seenAs(prepared.kept())).orElse(null);
    }

    private void add(Subscriber subscriber) {
        state.subscribers.add(subscriber);
        if (subscriber.options().resumable()) {
            state.history.keep(state.schemas(), state.sequence());
        }
    }

    private void leave(RecordQueue queue) {
        lock.run(() -> state.subscribers.remove(queue));
    }

    private void leave(TextReader reader) {
        lock.run(() -> {
            reader.leave();
            TextGroup group = reader.group();
            group.remove(reader);
            if (group.size() == 0) {
                state.subscribers.remove(group.queue());
            }
        });
    }
}
