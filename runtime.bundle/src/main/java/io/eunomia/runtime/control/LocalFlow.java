package io.eunomia.runtime.control;

import io.eunomia.runtime.event.EventDrain;
import io.eunomia.runtime.event.EventFormat;
import io.eunomia.runtime.event.EventFormats;
import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.event.Subscription;
import io.eunomia.runtime.event.TextOutlet;
import io.eunomia.runtime.event.TextOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.function.Function;

/** The events of a subscription in this process, which it owns. One thread drains it; any may close it. */
public final class LocalFlow implements EventFlow {
    private static final String GONE = "the bundle that brings the format was stopped";

    private final Subscription subscription;
    private final EventFormat.Writer writer;
    private final EventDrain.Bounds bounds;
    private final Function<Runnable, EventFormats.Watch> format;
    private volatile EventFormats.Watch watch = () -> { };

    /**
     * @param writer writes them in the form that was asked for
     * @param format has somebody told when the format that the writer is of goes
     */
    LocalFlow(Subscription subscription, EventFormat.Writer writer, EventDrain.Bounds bounds,
            Function<Runnable, EventFormats.Watch> format) {
        this.subscription = subscription;
        this.writer = writer;
        this.bounds = bounds;
        this.format = format;
    }

    /** @throws IOException also when the format's bundle stops */
    @Override
    public void writeTo(OutputStream out) throws IOException, InterruptedException {
        if (drain(TextOutput.to(out)).run(EventDrain.Bounds.LONGEST).equals(Optional.of(Notice.End.WRITER))) {
            throw new IOException(GONE);
        }
    }

    public Subscription subscription() {
        return subscription;
    }

    /** Makes what writes the events to an output, for those who have to end it or to keep a connection alive. */
    public EventDrain drain(TextOutput out) {
        EventDrain drain = new EventDrain(subscription, new TextOutlet(writer, out), bounds);
        watch = format.apply(() -> drain.end(new Notice.Ended(Notice.End.WRITER, GONE)));
        return drain;
    }

    @Override
    public void close() {
        watch.close();
        subscription.close();
    }
}
