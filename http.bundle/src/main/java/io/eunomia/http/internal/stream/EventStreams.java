package io.eunomia.http.internal.stream;

import io.eunomia.http.internal.Exchange;
import io.eunomia.runtime.control.DisplayFlow;
import io.eunomia.runtime.control.EventFlow;
import io.eunomia.runtime.control.LocalFlow;
import io.eunomia.runtime.event.TextOutput;
import java.util.Optional;
import java.util.function.Function;
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
        answer(exchange, format.mediaType(), source, flow -> {
            // The package has been read, and the stream may last long.
            exchange.forgetBody();
            exchange.response().setHeader("Eunomia-Epoch", flow.subscription().epoch());
            return out -> Sent.events(flow, out);
        });
    }

    /** Answers with readings of a display. @param source opens them, as {@link #answer(Exchange, StreamFormat, Supplier)}'s does */
    public void answer(Exchange exchange, String mediaType, Supplier<DisplayFlow> source) {
        answer(exchange, mediaType, source, flow -> out -> Sent.readings(flow, out));
    }

    private <F extends EventFlow> void answer(Exchange exchange, String mediaType, Supplier<F> source,
            Function<F, Function<TextOutput, Sent>> sent) {
        threads.reserve();
        try {
            F flow = source.get();
            try {
                threads.start(new EventStream(exchange, sent.apply(flow)), mediaType);
            } catch (RuntimeException e) {
                flow.close();
                throw e;
            }
        } catch (RuntimeException | Error e) {
            threads.release();
            throw e;
        }
    }
}
