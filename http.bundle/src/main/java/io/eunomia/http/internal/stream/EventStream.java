package io.eunomia.http.internal.stream;

import io.eunomia.http.internal.Exchange;
import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.event.TextOutput;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A stream of one tracker's events, or of readings of a display, to one client. Owns what it sends from the moment it is begun. */
public final class EventStream {
    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);

    private final Exchange exchange;
    private final Sent sent;

    /** @param sent makes what is sent, of the output that it goes to */
    EventStream(Exchange exchange, Function<TextOutput, Sent> sent) {
        this.exchange = exchange;
        this.sent = sent.apply(new Body());
    }

    /** Takes the request over from the thread that asks for the stream. That thread has set the status if it is not 200. */
    void begin(String mediaType) {
        HttpServletResponse response = exchange.response();
        response.setContentType(mediaType);
        response.setHeader("Cache-Control", "no-store, no-transform");
        // Otherwise nginx would hold events back until it has some kilobytes of them.
        response.setHeader("X-Accel-Buffering", "no");
        response.setHeader("X-Content-Type-Options", "nosniff");
        // The end of the client's input shows that it has left, but only if no other request may come over the connection.
        response.setHeader("Connection", "close");
        if (exchange.request().getProtocol().equals("HTTP/1.1")) {
            // Without this header an answer on a closing connection is not chunked, and a broken stream looks like a whole one.
            response.setHeader("Transfer-Encoding", "chunked");
        }
    }

    /** Sends events until the client leaves, the tracker stops or a limit is reached. */
    void run() {
        ClientDisconnect disconnect = ClientDisconnect.watch(exchange.request(), sent::close);
        try {
            sent.run(HEARTBEAT);
        } catch (IOException e) {
            LOG.debug("a client left: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("an event stream failed", e);
        } finally {
            disconnect.close();
            sent.close();
            exchange.complete();
        }
    }

    /** Ends the stream because the server ends. Any thread. */
    void end() {
        sent.end(new Notice.Ended(Notice.End.DAEMON, "the daemon ends"));
    }

    /** The response's output stream, taken at the first write because the response gives it only once it is begun. */
    private final class Body implements TextOutput {

        @Override
        public void write(ByteBuffer text) throws IOException {
            ServletOutputStream out = exchange.response().getOutputStream();
            if (text.hasArray()) {
                out.write(text.array(), text.arrayOffset() + text.position(), text.remaining());
            } else {
                out.write(text);
            }
        }

        @Override
        public void flush() throws IOException {
            exchange.response().getOutputStream().flush();
        }
    }
}
