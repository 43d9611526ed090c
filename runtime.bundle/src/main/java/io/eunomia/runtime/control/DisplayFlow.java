package io.eunomia.runtime.control;

import io.eunomia.runtime.display.DisplayFormat;
import io.eunomia.runtime.display.DisplayReader;
import io.eunomia.runtime.display.DisplayReading;
import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.event.Utf8Sink;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The readings of a display in this process, as text. One thread writes them; any may close. */
public final class DisplayFlow implements EventFlow {
    private final DisplayReader reader;
    private final DisplayRequest request;
    private final AtomicReference<Notice.Ended> asked = new AtomicReference<>();

    /** @param reader taken over */
    DisplayFlow(DisplayReader reader, DisplayRequest request) {
        this.reader = reader;
        this.request = request;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException, InterruptedException {
        Utf8Sink text = new Utf8Sink(1024);
        // A client of HTTP learns by this that its request was accepted.
        out.flush();
        if (request.interval().isEmpty()) {
            reader.read().write(request.format(), request.width(), true, text);
            text.writeTo(out);
            out.flush();
            return;
        }
        write(readings(out, text), text);
        text.writeTo(out);
        out.flush();
    }

    /** Writes readings until there are no more. @return why */
    private Notice.Ended readings(OutputStream out, Utf8Sink text) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + request.bounds().duration().toNanos();
        for (long count = 0; request.bounds().events() == 0 || count < request.bounds().events(); count++) {
            long left = deadline - System.nanoTime();
            Duration interval = request.interval().get();
            Optional<DisplayReading> reading = left <= 0 ? Optional.empty() : reader.next(interval, Duration.ofNanos(left));
            if (reading.isEmpty() && System.nanoTime() - deadline >= 0) {
                return new Notice.Ended(Notice.End.DURATION, "after the time that was asked for");
            }
            if (reading.isEmpty()) {
                Notice.Ended byUs = asked.get();
                return byUs != null ? byUs : reader.ended().orElse(new Notice.Ended(Notice.End.STOPPED, "the tracker was stopped"));
            }
            text.clear();
            text.ascii(request.pages() && request.format() == DisplayFormat.PLAIN ? "\f" : "");
            reading.get().write(request.format(), request.width(), count == 0, text);
            text.writeTo(out);
            out.flush();
        }
        return new Notice.Ended(Notice.End.LIMIT, "after as many readings as were asked for");
    }

    /** Writes why it ends as streams of events do. */
    private void write(Notice.Ended ended, Utf8Sink text) {
        text.clear();
        if (request.format() == DisplayFormat.JSON) {
            text.ascii("{\"@notice\":\"ended\",\"reason\":\"").ascii(ended.end().label()).ascii("\",\"text\":\"").text(ended.reason())
                    .ascii("\"}\n");
        } else {
            text.ascii(request.format() == DisplayFormat.CSV ? "" : "# ").ascii("ended (").ascii(ended.end().label()).ascii("): ")
                    .text(ended.reason()).ascii(request.format() == DisplayFormat.CSV ? ",,\r\n" : "\n");
        }
    }

    /** Ends it for a reason that the tracker does not know. Any thread. */
    public void end(Notice.Ended reason) {
        asked.set(reason);
        reader.close();
    }

    @Override
    public void close() {
        reader.close();
    }
}
