package io.eunomia.runtime.control;

import io.eunomia.runtime.event.EventDrain;
import io.eunomia.runtime.event.EventFormat;
import io.eunomia.runtime.event.Subscription;
import io.eunomia.runtime.event.TextOutlet;
import io.eunomia.runtime.event.TextOutput;
import java.io.IOException;
import java.io.OutputStream;

/**
 * The events of a subscription in this process, which it owns.
 *
 * @param writer writes them in the form that was asked for
 */
public record LocalFlow(Subscription subscription, EventFormat.Writer writer, EventDrain.Bounds bounds) implements EventFlow {

    @Override
    public void writeTo(OutputStream out) throws IOException, InterruptedException {
        drain(TextOutput.to(out)).run(EventDrain.Bounds.LONGEST);
    }

    /** Makes what writes the events to an output, for those who have to end it or to keep a connection alive. */
    public EventDrain drain(TextOutput out) {
        return new EventDrain(subscription, new TextOutlet(writer, out), bounds);
    }

    @Override
    public void close() {
        subscription.close();
    }
}
