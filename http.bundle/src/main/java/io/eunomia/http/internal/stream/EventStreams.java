package io.eunomia.http.internal.stream;

import io.eunomia.http.internal.Exchange;
import io.eunomia.runtime.control.DisplayFlow;
import io.eunomia.runtime.control.LocalFlow;
import java.util.Optional;
import java.util.function.Supplier;

/** Answers requests with events as they come. Any thread. */
public final class EventStreams {
    private final StreamThreads threads;
    private final StreamFormats formats;

    public EventStreams(StreamThreads threads, StreamFormats formats) {
        this.threads = threads;
        this.formats = formats;
    }

    /** Reads which events a request asks for. @throws io.eunomia.http.internal.HttpProblem when a value is wrong */
    public StreamRequest request(Exchange exchange) {
        return StreamRequest.of(exchange, formats);
    }

    /** The request of a client that may have seen events before. The header that it sends by itself goes before the query. */
    public StreamRequest resumed(Exchange exchange) {
        return StreamRequest.resumed(exchange, formats);
    }

    /** The events that a request which starts a tracker wants as its answer; empty when it does not say {@code follow}. */
    public Optional<StreamRequest> following(Exchange exchange) {
        return exchange.query().flag("follow") ? Optional.of(request(exchange)) : Optional.empty();
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

    /** Answers with readings of a display. @param source opens them, as {@link #answer(Exchange, StreamFormat, Supplier)}'s does */
    public void answer(Exchange exchange, String mediaType, Supplier<DisplayFlow> source) {
        threads.reserve();
        try {
            DisplayFlow flow = source.get();
            try {
                threads.start(new EventStream(exchange, out -> Sent.readings(flow, out)), mediaType);
            } catch (RuntimeException e) {
                flow.close();
                throw e;
            }
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
            threads.start(new EventStream(exchange, out -> Sent.events(flow, out)), format.mediaType());
        } catch (RuntimeException e) {
            flow.close();
            throw e;
        }
    }
}
