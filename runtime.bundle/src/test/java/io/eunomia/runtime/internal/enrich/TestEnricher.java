package io.eunomia.runtime.internal.enrich;

import io.eunomia.runtime.enrich.AddedField;
import io.eunomia.runtime.enrich.Addition;
import io.eunomia.runtime.enrich.Enricher;
import io.eunomia.runtime.enrich.Key;
import io.eunomia.runtime.event.EventSchema;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Adds {@code owner} by the field {@code pid}, as a test says, and counts how often it is asked. */
public final class TestEnricher implements Enricher, AutoCloseable {
    public final AtomicInteger asked = new AtomicInteger();
    private final Function<Long, String> owners;
    private final EnricherService service = new EnricherService("owner", () -> this, true);
    private volatile CountDownLatch held = new CountDownLatch(0);

    public TestEnricher(Function<Long, String> owners) {
        this.owners = owners;
    }

    /** The enrichers that there are: this one, until it is closed. */
    public Enrichers enrichers() {
        return new Enrichers(() -> service.isGone() ? Map.of() : Map.of("owner", service));
    }

    /** Has it not say any more what it adds. @return ends that */
    public Runnable hold() {
        CountDownLatch latch = new CountDownLatch(1);
        held = latch;
        return latch::countDown;
    }

    @Override
    public String needs() {
        return "a field pid";
    }

    @Override
    public List<Addition> additions(EventSchema stream) {
        while (held.getCount() > 0) {
            try {
                held.await();
            } catch (InterruptedException e) {
                // Code that does not care for interrupts is what this is about.
            }
        }
        return stream.field("pid").map(pid -> List.of(new Addition("owner", List.of(pid), List.of(new AddedField("owner", 8)))))
                .orElse(List.of());
    }

    @Override
    public String[] lookUp(Addition addition, Key key) {
        asked.incrementAndGet();
        return new String[] {owners.apply(key.number(0))};
    }

    @Override
    public void close() {
        service.close();
    }
}
