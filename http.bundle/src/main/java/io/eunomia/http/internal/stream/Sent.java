package io.eunomia.http.internal.stream;

import io.eunomia.runtime.control.DisplayFlow;
import io.eunomia.runtime.control.LocalFlow;
import io.eunomia.runtime.event.EventDrain;
import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.event.TextOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;

/** What a stream sends: events, or readings of a display. One thread runs it; any may end or close it. */
interface Sent {

    /** Sends until it ends. @param patience the longest silence before the output is flushed all the same, where that tells a lost client */
    void run(Duration patience) throws IOException, InterruptedException;

    /** Ends it for a reason that the tracker does not know. One that the tracker has ended goes on until the client has all. */
    void end(Notice.Ended reason);

    void close();

    static Sent events(LocalFlow flow, TextOutput out) {
        EventDrain drain = flow.drain(out);
        return new Sent() {
            @Override
            public void run(Duration patience) throws IOException, InterruptedException {
                drain.run(patience);
            }

            @Override
            public void end(Notice.Ended reason) {
                if (!drain.ending()) {
                    drain.end(reason);
                }
            }

            @Override
            public void close() {
                flow.close();
            }
        };
    }

    static Sent readings(DisplayFlow flow, TextOutput out) {
        return new Sent() {
            @Override
            public void run(Duration patience) throws IOException, InterruptedException {
                flow.writeTo(stream(out));
            }

            @Override
            public void end(Notice.Ended reason) {
                flow.end(reason);
            }

            @Override
            public void close() {
                flow.close();
            }
        };
    }

    private static OutputStream stream(TextOutput out) {
        return new OutputStream() {
            @Override
            public void write(int oneByte) throws IOException {
                write(new byte[] {(byte) oneByte}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int count) throws IOException {
                out.write(ByteBuffer.wrap(bytes, from, count));
            }

            @Override
            public void flush() throws IOException {
                out.flush();
            }
        };
    }
}
