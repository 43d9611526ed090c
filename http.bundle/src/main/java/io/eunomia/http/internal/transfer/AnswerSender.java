package io.eunomia.http.internal.transfer;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Future;

/**
 * Sends one whole answer. No thread waits for the client to take it; a client that takes nothing for half a minute is given
 * up.
 */
public final class AnswerSender implements WriteListener {
    private static final Duration MOST_TIME = Duration.ofSeconds(30);

    private final ServletOutputStream out;
    private final byte[] content;
    private final Runnable afterwards;
    private Future<?> deadline;
    private boolean written;
    private boolean ended;

    private AnswerSender(ServletOutputStream out, byte[] content, Runnable afterwards) {
        this.out = out;
        this.content = content;
        this.afterwards = afterwards;
    }

    /**
     * Begins to send. The request must be in asynchronous mode.
     *
     * @param afterwards run once, on any thread, when the answer was sent or cannot be sent
     */
    public static void send(HttpServletResponse response, byte[] content, Deadlines deadlines, Runnable afterwards)
            throws IOException {
        response.setContentLength(content.length);
        AnswerSender sender = new AnswerSender(response.getOutputStream(), content, afterwards);
        sender.deadline = deadlines.after(MOST_TIME, sender::end);
        sender.out.setWriteListener(sender);
    }

    @Override
    public void onWritePossible() throws IOException {
        while (out.isReady()) {
            if (written) {
                end();
                return;
            }
            written = true;
            if (content.length > 0) {
                out.write(content);
            }
            if (out.isReady()) {
                out.flush();
            }
        }
    }

    @Override
    public void onError(Throwable cause) {
        end();
    }

    private void end() {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
        }
        // The deadline is null while the server stops, because it then runs before it is stored here.
        if (deadline != null) {
            deadline.cancel(false);
        }
        afterwards.run();
    }
}
