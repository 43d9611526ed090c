package io.eunomia.bench.events;

import io.eunomia.bench.host.Child;
import java.time.Duration;
import java.util.List;

/** The C reference, see {@code consume.c}. */
final class CReader implements Session {
    private static final Duration MOST = Duration.ofSeconds(20);

    private final Child child;

    private CReader(Child child) {
        this.child = child;
    }

    /** @param mode poll, consume or perf */
    static Subject.Opener mode(String mode) {
        String object = mode.equals("perf") ? "flood_perf" : "flood";
        return setting -> {
            Child child = Child.start(List.of(setting.bench().c("consume"), mode, setting.bench().object(object).toString(),
                    "events", Long.toString(setting.target()), Integer.toString(setting.burst())));
            if (!child.next(MOST).text().equals("ready")) {
                throw new IllegalStateException(child.said());
            }
            return new CReader(child);
        };
    }

    @Override
    public long pid() {
        return child.pid();
    }

    @Override
    public Counts counts() {
        String[] words = child.ask("?", MOST).text().split(" ");
        return new Counts(Long.parseLong(words[0]), Long.parseLong(words[1]));
    }

    @Override
    public void close() {
        child.close();
    }
}
