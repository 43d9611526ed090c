package io.eunomia.launcher.internal.embed;

import io.eunomia.runtime.display.DisplayReader;
import io.eunomia.runtime.display.DisplayReading;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.function.Function;

/**
 * Hands a display's readings to one subscriber, as many as it requested, on one thread: whoever requests late gets what came
 * meanwhile in one. Owns the reader. {@link #request}, {@link #cancel} and {@link #end} may come from any thread.
 */
final class DisplayPump<T> implements Flow.Subscription, Pump {
    /** The interval after which it looks whether the runtime ends. */
    private static final Duration IDLE = Duration.ofMillis(100);

    private final DisplayReader reader;
    private final Duration interval;
    private final Function<DisplayReading, T> mapping;
    private final Flow.Subscriber<? super T> subscriber;
    private final Demand demand = new Demand();

    DisplayPump(DisplayReader reader, Duration interval, Function<DisplayReading, T> mapping, Flow.Subscriber<? super T> subscriber) {
        this.reader = reader;
        this.interval = interval;
        this.mapping = mapping;
        this.subscriber = subscriber;
    }

    @Override
    public void run() {
        try (reader) {
            subscriber.onSubscribe(this);
            boolean more = true;
            while (more && !demand.isOver()) {
                demand.await(IDLE.toMillis());
                more = !demand.isOpen() || handed();
            }
        } catch (InterruptedException e) {
            // Pumps interrupts this thread when the runtime ends and the subscriber does not return.
            demand.cancel();
        } catch (RuntimeException e) {
            demand.fail(e);
        }
        demand.complete(subscriber);
    }

    /** Hands a reading over, if one is due. @return whether more may come */
    private boolean handed() throws InterruptedException {
        Optional<DisplayReading> next = reader.next(interval, IDLE);
        boolean ending = demand.isEnding();
        if (next.isEmpty() && reader.ended().isPresent()) {
            return false;
        } else if (next.isEmpty() && !ending) {
            return true;
        }
        // Whoever ends the runtime gets what there is, though the interval is not over.
        DisplayReading reading = next.orElseGet(reader::read);
        if (!demand.isCancelled()) {
            demand.take();
            subscriber.onNext(mapping.apply(reading));
        }
        return !reading.last() && !ending;
    }

    @Override
    public void request(long readings) {
        if (readings <= 0) {
            demand.fail(Demand.refused(readings));
        } else {
            demand.add(readings);
        }
    }

    @Override
    public void cancel() {
        demand.cancel();
        reader.close();
    }

    @Override
    public void end() {
        demand.end();
    }
}
