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
final class EventPump<T> implements EventSubscription, Outlet, Runnable {
    private static final Duration POLL = Duration.ofSeconds(1);
    /** The interval after which a subscriber that requests nothing learns that its tracker has stopped. */
    private static final long IDLE_MILLIS = 100;

    private final Subscription source;
    private final EventMapper<T> mapper;
    private final Flow.Subscriber<? super T> subscriber;
    private Function<EventView, T> mapping;

    private final Object lock = new Object();
    private long demand;
    private boolean ending;
    private boolean cancelled;
    private Throwable failure;

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
        finish();
    }

    private void finish() {
        Throwable why;
        synchronized (lock) {
            if (cancelled) {
                return;
            }
            cancelled = true;
            why = failure;
        }
        if (why == null) {
            subscriber.onComplete();
        } else {
            subscriber.onError(why);
        }
    }

    /**
     * Waits until the subscriber requests events. They are handed over one by one, so that those which a leaving subscriber
     * did not get do not count as delivered.
     */
    @Override
    public int room() throws InterruptedException {
        while (true) {
            synchronized (lock) {
                if (cancelled || failure != null || (demand == 0 && ending)) {
                    return -1;
                }
                if (demand > 0) {
                    return 1;
                }
                lock.wait(IDLE_MILLIS);
                if (demand > 0 || cancelled) {
                    continue;
                }
            }
            if (endedEmpty()) {
                // Only notices are left, which need no demand.
                return 1;
            }
        }
    }

    private boolean endedEmpty() throws InterruptedException {
        return source.poll(this, 0, Duration.ZERO) < 0
                && source.offered() == source.delivered() + source.dropped();
    }

    @Override
    public void event(EventView event) {
        synchronized (lock) {
            if (cancelled) {
                return;
            }
        }
        T value = mapping.apply(event);
        if (value == null) {
            return;
        }
        synchronized (lock) {
            if (demand != Long.MAX_VALUE) {
                demand--;
            }
        }
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
            fail(new IllegalArgumentException("request(" + events + "): at least one event has to be asked for"));
            return;
        }
        synchronized (lock) {
            demand = demand + events < 0 ? Long.MAX_VALUE : demand + events;
            lock.notifyAll();
        }
    }

    @Override
    public void cancel() {
        synchronized (lock) {
            cancelled = true;
            lock.notifyAll();
        }
        source.close();
    }

    /** Keeps the first failure, which is the one that the subscriber is told. */
    private void fail(Throwable why) {
        synchronized (lock) {
            failure = failure == null ? why : failure;
            lock.notifyAll();
        }
        source.close();
    }

    void end() {
        synchronized (lock) {
            ending = true;
            lock.notifyAll();
        }
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
