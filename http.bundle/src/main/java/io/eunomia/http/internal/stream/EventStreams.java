package io.eunomia.http.internal.stream;

import io.eunomia.http.internal.Exchange;
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
     * @param source subscribes; what it throws is the answer
     * @throws io.eunomia.http.internal.HttpProblem when there are too many streams; nothing is subscribed then
     */
    public void answer(Exchange exchange, EventsRequest request, Function<SubscriptionOptions, Subscription> source) {
        threads.reserve();
        try {
            begin(exchange, request, source.apply(request.subscription(exchange)));
        } catch (RuntimeException | Error e) {
            threads.release();
            throw e;
        }
    }

    private void begin(Exchange exchange, EventsRequest request, Subscription subscription) {
        StreamFormat format = request.format();
        try {
            EventFormat.Writer writer = formats.get(format.formatName()).newWriter(subscription.streams(), request.fields());
            // A package that was sent is read, and the stream may last.
            exchange.forgetBody();
            exchange.response().setHeader("Eunomia-Epoch", subscription.epoch());
            threads.start(new EventStream(exchange, subscription, format.framing(writer, subscription.epoch()),
                    request.limits()), format.mediaType());
        } catch (RuntimeException e) {
            subscription.close();
            throw e;
        }
    }
}
