package io.eunomia.http.internal.stream;

import io.eunomia.http.internal.Exchange;
import io.eunomia.runtime.control.LocalFlow;
import java.util.function.Supplier;

/** Answers requests with events as they come. Any thread. */
public final class EventStreams {
    private final StreamThreads threads;

    public EventStreams(StreamThreads threads) {
        this.threads = threads;
    }

    /**
     * @param source opens the events; the client gets as its answer whatever it throws
     * @throws io.eunomia.http.internal.HttpProblem when there are too many streams; nothing is opened then
     */
    public void answer(Exchange exchange, StreamFormat format, Supplier<LocalFlow> source) {
        threads.reserve();
        try {
            begin(exchange, format, source.get());
        } catch (RuntimeException | Error e) {
            threads.release();
            throw e;
        }
    }

    private void begin(Exchange exchange, StreamFormat format, LocalFlow flow) {
        try {
            // The package has been read, and the stream may last long.
            exchange.forgetBody();
            String epoch = flow.subscription().epoch();
            exchange.response().setHeader("Eunomia-Epoch", epoch);
            threads.start(new EventStream(exchange, flow), format.mediaType());
        } catch (RuntimeException e) {
            flow.close();
            throw e;
        }
    }
}
