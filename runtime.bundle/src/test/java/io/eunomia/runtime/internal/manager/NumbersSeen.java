package io.eunomia.runtime.internal.manager;

import io.eunomia.runtime.event.EventConsumer;
import io.eunomia.runtime.event.EventId;
import io.eunomia.runtime.event.EventView;
import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.event.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/**
 * The numbers that one subscriber saw, in order, each with its version and how many updates had been announced. It may follow
 * one subscription after the other.
 */
final class NumbersSeen implements EventConsumer {
    final List<Long> numbers = new ArrayList<>();
    private final List<Long> versions = new ArrayList<>();
    private final List<Notice> others = new ArrayList<>();
    private EventId last;
    private String epoch;
    private int updates;

    @Override
    public void event(EventView event) {
        numbers.add(event.number(event.schema().field("number").orElseThrow().index()));
        last = new EventId(epoch, event.sequence());
        versions.add(updates * 10L + event.number(event.schema().field("version").orElseThrow().index()));
    }

    @Override
    public void notice(Notice notice) {
        if (notice instanceof Notice.Updated) {
            updates++;
        } else {
            others.add(notice);
        }
    }

    /** The notices that were not of updates. */
    List<Notice> others() {
        return others;
    }

    /** The last event, after which a subscriber may come again. */
    EventId last() {
        return last;
    }

    int updates() {
        return updates;
    }

    /** Each run of equal versions: between two switches all events are of one version. */
    List<Long> versions() {
        return versions.stream().distinct().toList();
    }

    /** Where the numbers are not 0 to {@code made} - 1 in order, the first few. */
    List<String> strays(int made) {
        List<String> strays = IntStream.range(0, Math.min(made, numbers.size()))
                .filter(i -> numbers.get(i) != i).limit(5)
                .mapToObj(i -> numbers.get(i) + " in place of " + i).toList();
        return strays.isEmpty() && numbers.size() != made
                ? List.of(numbers.size() + " events, " + made + " made") : strays;
    }

    /** On a thread of its own, until the subscription ends. */
    CompletableFuture<NumbersSeen> follow(Subscription subscription) {
        epoch = subscription.epoch();
        return CompletableFuture.supplyAsync(() -> {
            try {
                while (subscription.poll(this, 1000, Duration.ofSeconds(120)) > 0) {
                    // goes on
                }
                return this;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
