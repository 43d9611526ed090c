package io.eunomia.runtime.internal.engine;

import io.eunomia.runtime.event.EventConsumer;
import io.eunomia.runtime.event.EventView;
import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.event.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Follows a subscription to its end, on the test's thread, keeping one field of each event. */
final class CollectedEvents implements EventConsumer {
    final List<String> values = new ArrayList<>();
    final List<Notice> notices = new ArrayList<>();
    /** The number of the first event, 0 until it has come. */
    long first;
    private final String field;
    private final Predicate<String> wanted;

    CollectedEvents(String field, Predicate<String> wanted) {
        this.field = field;
        this.wanted = wanted;
    }

    @Override
    public void event(EventView event) {
        first = first == 0 ? event.sequence() : first;
        String value = event.text(event.schema().field(field).orElseThrow().index());
        if (wanted.test(value)) {
            values.add(value);
        }
    }

    @Override
    public void notice(Notice notice) {
        notices.add(notice);
    }

    /** Until the subscription has ended. */
    CollectedEvents drain(Subscription subscription) throws InterruptedException {
        while (subscription.poll(this, 1000, Duration.ofSeconds(20)) > 0) {
            // What was handed over is in the lists.
        }
        return this;
    }
}
