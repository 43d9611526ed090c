package io.eunomia.runtime.internal.stream;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.TrackerStats.SubscriberLedger;
import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.event.SubscriptionOptions;
import io.eunomia.runtime.internal.decode.CompiledSchema;
import io.eunomia.runtime.internal.enrich.Enrichment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The subscribers of one tracker. Guarded by the hub's lock. */
final class Subscribers {
    /** The most readers. Only a leak would reach more, and each has memory of its own. */
    static final int MOST = 128;

    private final EventHistory history;
    private Subscriber[] all = new Subscriber[0];

    Subscribers(EventHistory history) {
        this.history = history;
    }

    /** Returns the subscribers; the array is not changed any more. */
    Subscriber[] all() {
        return all;
    }

    /** @throws TrackerException when there is no room for one more reader */
    void checkRoom() {
        if (Arrays.stream(all).mapToInt(Subscriber::readers).sum() >= MOST) {
            throw new TrackerException(Failure.of(FailureKind.CONFLICT, "the tracker has " + MOST + " subscribers already",
                    "end one of them first"));
        }
    }

    void add(Subscriber subscriber) {
        Subscriber[] next = Arrays.copyOf(all, all.length + 1);
        next[next.length - 1] = subscriber;
        set(next);
    }

    /** Removes the subscriber that reads {@code queue}. */
    void remove(RecordQueue queue) {
        set(Arrays.stream(all).filter(subscriber -> subscriber.queue() != queue).toArray(Subscriber[]::new));
    }

    void set(Subscriber[] next) {
        all = next;
        history.used(Arrays.stream(next).anyMatch(subscriber -> subscriber.options().resumable()));
    }

    /** Finds the readers of one selection whose writer was made for these streams. @return null when there are none */
    TextGroup group(SubscriptionOptions selection, CompiledSchema[] streams, Enrichment enrichment) {
        for (Subscriber subscriber : all) {
            TextGroup group = subscriber.group();
            if (group != null && group.schemas() == streams && subscriber.options().equals(selection)
                    && subscriber.wanted().enrichment().equals(enrichment)) {
                return group;
            }
        }
        return null;
    }

    /** Tells whether every queue is half empty at least. */
    boolean roomy() {
        return Arrays.stream(all).allMatch(subscriber -> subscriber.queue().roomy());
    }

    /** Tells how many records may be read; see {@link RecordQueue#room}. */
    int room(int bytes, int most, long now) {
        int room = most;
        for (Subscriber subscriber : all) {
            room = Math.min(room, subscriber.queue().room(bytes, room, now));
        }
        return room;
    }

    void tell(Notice notice) {
        for (Subscriber subscriber : all) {
            subscriber.queue().tell(notice);
        }
        signal();
    }

    /** Wakes the readers after a batch of records. */
    void signal() {
        for (Subscriber subscriber : all) {
            subscriber.queue().signal();
        }
    }

    void end(Notice.Ended last) {
        for (Subscriber subscriber : all) {
            subscriber.queue().end(last);
        }
        set(new Subscriber[0]);
    }

    List<SubscriberLedger> ledgers() {
        List<SubscriberLedger> ledgers = new ArrayList<>();
        for (Subscriber subscriber : all) {
            subscriber.addLedgers(ledgers);
        }
        return ledgers;
    }
}
