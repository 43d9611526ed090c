package io.eunomia.launcher.internal.embed;

import io.eunomia.launcher.embed.EventSubscription;
import io.eunomia.launcher.embed.NoticeSubscriber;
import io.eunomia.runtime.event.EventDrain;
import io.eunomia.runtime.event.EventView;
import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.event.Outlet;
import io.eunomia.runtime.event.Subscription;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Flow;
import java.util.function.Function;

/**
 * Hands a subscription's events to one subscriber, as many as it requested, on one thread. Owns the subscription.
 * {@link #request}, {@link #cancel} and {@link #end} may come from any thread.
 */
final class EventPump<T> implements EventSubscription, Outlet, Pump {
    private static final Duration POLL = Duration.ofSeconds(1);
    /** The interval after which a subscriber that requests nothing learns that its tracker has stopped. */
    private static final long IDLE_MILLIS = 100;

    private final Subscription source;
    private final EventMapper<T> mapper;
    private final Flow.Subscriber<? super T> subscriber;
    private final Demand demand = new Demand();
    private Function<EventView, T> mapping;

    /** Makes a pump. @throws io.eunomia.launcher.embed.MappingException when no stream of {@code source} fits */
    EventPump(Subscription source, EventMapper<T> mapper, Flow.Subscriber<? super T> subscriber) {
        this.source = source;
        this.mapper = mapper;
        this.subscriber = subscriber;
        this.mapping = mapper.bind(source.streams());
    }

    @Override
    public void run() {
        try (source) {
            subscriber.onSubscribe(this);
            new EventDrain(source, this, EventDrain.Bounds.NONE).run(POLL);
        } catch (IOException e) {
            throw new IllegalStateException("a subscriber has no output that could fail", e);
        } catch (InterruptedException e) {
            // Pumps interrupts this thread when the runtime ends and the subscriber does not return.
            cancel();
        } catch (RuntimeException e) {
            fail(e);
        }
        demand.complete(subscriber);
    }

    /**
     * Waits until the subscriber requests events. They are handed over one by one, so that those which a leaving subscriber
     * did not get do not count as delivered.
     */
    @Override
    public int room() throws InterruptedException {
        while (!demand.isOver()) {
            if (demand.isOpen()) {
                return 1;
            }
            demand.await(IDLE_MILLIS);
            // Only notices are left then, which need no demand.
            if (!demand.isOpen() && !demand.isCancelled() && endedEmpty()) {
                return 1;
            }
        }
        return -1;
    }

    private boolean endedEmpty() throws InterruptedException {
        return source.poll(this, 0, Duration.ZERO) < 0
                && source.offered() == source.delivered() + source.dropped();
    }

    @Override
    public void event(EventView event) {
        if (demand.isCancelled()) {
            return;
        }
        T value = mapping.apply(event);
        if (value == null) {
            return;
        }
        demand.take();
        subscriber.onNext(value);
    }

    @Override
    public void notice(Notice notice) {
        if (notice instanceof Notice.Updated) {
            mapping = mapper.bind(source.streams());
        }
        if (subscriber instanceof NoticeSubscriber<?> listener) {
            listener.onNotice(notice);
        }
    }

    @Override
    public void flush(int handed) {
        // Each event has reached the subscriber already.
    }

    @Override
    public void request(long events) {
        if (events <= 0) {
            fail(Demand.refused(events));
        } else {
            demand.add(events);
        }
    }

    @Override
    public void cancel() {
        demand.cancel();
        source.close();
    }

    private void fail(Throwable why) {
        demand.fail(why);
        source.close();
    }

    @Override
    public void end() {
        demand.end();
    }

    @Override
    public long offered() {
        return source.offered();
    }

    @Override
    public long delivered() {
        return source.delivered();
    }

    @Override
    public long dropped() {
        return source.dropped();
    }
}
