package io.eunomia.http.internal.stream;

import io.eunomia.http.internal.Exchange;
import io.eunomia.runtime.Failure;
import io.eunomia.runtime.StartedTracker;
import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.event.EventFormat;
import io.eunomia.runtime.event.Subscription;
import io.eunomia.runtime.event.SubscriptionOptions;
import java.util.function.Function;

/** Answers requests with events as they come. Any thread. */
public final class EventStreams {
    private final FormatRegistry formats;
    private final StreamThreads threads;

    public EventStreams(FormatRegistry formats, StreamThreads threads) {
        this.formats = formats;
        this.threads = threads;
    }

    /**
     * @param source subscribes; the client gets as its answer whatever it throws
     * @throws io.eunomia.http.internal.HttpProblem when there are too many streams; nothing is subscribed then
     */
    public void answer(Exchange exchange, EventsRequest request, Function<SubscriptionOptions, Subscription> source) {
        threads.reserve();
        try {
            begin(exchange, request, source.apply(request.subscription(exchange, format(request))));
        } catch (RuntimeException | Error e) {
            threads.release();
            throw e;
        }
    }

    /** Does the same as {@link #answer} for a request that starts the tracker. */
    public void follow(Exchange exchange, EventsRequest request, Function<SubscriptionOptions, StartedTracker> start) {
        threads.reserve();
        try {
            StartedTracker started = start.apply(request.first(exchange, format(request)));
            try {
                begin(exchange, request, started.events());
            } catch (TrackerException e) {
                throw new TrackerException(whileRunning(e.failure(), started.tracker()), e);
            }
        } catch (RuntimeException | Error e) {
            threads.release();
            throw e;
        }
    }

    /** Adds that the tracker runs all the same: fields can be chosen only of a running tracker, so it was started first. */
    private static Failure whileRunning(Failure failure, Tracker tracker) {
        return new Failure(failure.kind(), failure.message(), failure.errno(), failure.hint()
                + (failure.hint().isEmpty() ? "" : "; ") + "tracker " + tracker.id() + " runs all the same",
                failure.verifierLog(), failure.pointer());
    }

    private void begin(Exchange exchange, EventsRequest request, Subscription subscription) {
        try {
            EventFormat.Writer writer = format(request).newWriter(subscription.streams(), request.fields(), subscription.epoch());
            // The package has been read, and the stream may last long.
            exchange.forgetBody();
            exchange.response().setHeader("Eunomia-Epoch", subscription.epoch());
            threads.start(new EventStream(exchange, subscription, writer, request.bounds()), request.format().mediaType());
        } catch (RuntimeException e) {
            subscription.close();
            throw e;
        }
    }

    private EventFormat format(EventsRequest request) {
        return request.format().around(formats.get(request.format().formatName()));
    }
}
