package io.eunomia.runtime.internal.manager;

import io.eunomia.runtime.event.EventConsumer;
import io.eunomia.runtime.event.EventView;
import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.event.Subscription;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** What one subscriber saw: numbers in order, and after each switch the version of the events. */
final class Seen implements EventConsumer {
    final List<Integer> numbers = new ArrayList<>();
    final List<Long> versions = new ArrayList<>();
    final List<Notice> notices = new ArrayList<>();
    private final String folder;
    private int updates;

    Seen(Path folder) {
        this.folder = folder + "/n";
    }

    @Override
    public void event(EventView event) {
        String path = event.text(event.schema().field("path").orElseThrow().index());
        if (path.startsWith(folder)) {
            numbers.add(Integer.parseInt(path.substring(folder.length())));
            versions.add(event.number(event.schema().field("version").orElseThrow().index()) * 1_000_000 + updates);
        }
    }

    @Override
    public void notice(Notice notice) {
        notices.add(notice);
        updates += notice instanceof Notice.Updated ? 1 : 0;
    }

    /** Where the numbers are not 1 to {@code made} in order, the first few. */
    List<String> strays(int made) {
        List<String> strays = IntStream.range(0, Math.min(made, numbers.size()))
                .filter(i -> numbers.get(i) != i + 1).limit(5)
                .mapToObj(i -> numbers.get(i) + " in place of " + (i + 1)).toList();
        return strays.isEmpty() && numbers.size() != made
                ? List.of(numbers.size() + " events, " + made + " made") : strays;
    }

    /** On a thread of its own, until the subscription ends. */
    CompletableFuture<Seen> follow(Subscription subscription) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                while (subscription.poll(this, 1000, Duration.ofSeconds(30)) > 0) {
                    // goes on
                }
                return this;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
