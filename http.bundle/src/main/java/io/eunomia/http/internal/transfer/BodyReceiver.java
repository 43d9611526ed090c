package io.eunomia.http.internal.transfer;

import io.eunomia.http.internal.HttpProblem;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;

/**
 * Receives the body of one request, within bounds of size and time. No thread waits for it: the container calls when there
 * is something to read, and {@link Deadlines} when the time is over.
 */
public final class BodyReceiver implements ReadListener {
    private static final Duration MOST_TIME_TO_DISCARD = Duration.ofSeconds(5);
    private static final int PIECE = 1 << 14;
    /** A read gives the bytes that came in one piece; so a turn reads some hundred KiB at most, or little from a slow client. */
    static final int READS_IN_A_TURN = 64;

    /** Gets the outcome, once, on any thread. Must not block. */
    public interface Taker {
        void body(byte[] content, BodyBudget.Share share);

        void refused(HttpProblem problem);
    }

    private final ServletInputStream in;
    private final long announced;
    private final BodyBudget budget;
    private final Deadlines deadlines;
    private final Turns turns;
    private final Taker taker;
    private BodyBudget.Share share;
    private byte[] body = new byte[0];
    private int filled;
    /** A buffer for bytes that are thrown away. */
    private byte[] nowhere;
    /** True once the taker has its outcome. */
    private boolean settled;
    /** True once nothing more is read. */
    private boolean ended;
    private Runnable afterwards;
    private Future<?> deadline;

    /** Asking for the stream makes the container tell a client that waits for "100 Continue" to send its body. */
    private BodyReceiver(HttpServletRequest request, Transfers transfers, Taker taker) throws IOException {
        this.in = request.getInputStream();
        this.announced = request.getContentLengthLong();
        budget = transfers.budget();
        deadlines = transfers.deadlines();
        turns = transfers.turns();
        this.taker = taker;
    }

    /**
     * Begins to read. The request must be in asynchronous mode.
     *
     * @throws HttpProblem when the body is refused without reading it
     */
    public static BodyReceiver receive(HttpServletRequest request, Transfers transfers, Taker taker) throws IOException {
        BodyBudget budget = transfers.budget();
        if (request.getContentLengthLong() > budget.largestBody()) {
            throw tooLarge(request.getContentLengthLong() + " bytes", budget);
        }
        BodyBudget.Share share = budget.share();
        BodyReceiver receiver;
        try {
            receiver = new BodyReceiver(request, transfers, taker);
        } catch (IOException | RuntimeException e) {
            share.close();
            throw e;
        }
        receiver.share = share;
        receiver.deadline = transfers.deadlines().after(budget.mostTime(), receiver::expire);
        receiver.in.setReadListener(receiver);
        return receiver;
    }

    /** A receiver for a request that was refused without reading its body; {@link #discard} throws the body away. */
    public static BodyReceiver unwanted(HttpServletRequest request, Transfers transfers) throws IOException {
        BodyReceiver receiver = new BodyReceiver(request, transfers, null);
        receiver.settled = true;
        receiver.in.setReadListener(receiver);
        return receiver;
    }

    /**
     * Reads and drops the body for a while, and then runs the task. Without this the connection would be reset while the client
     * is still writing, and the client would lose its answer.
     */
    public void discard(Runnable task) {
        synchronized (this) {
            if (!ended) {
                afterwards = task;
                deadlines.after(MOST_TIME_TO_DISCARD, this::end);
                return;
            }
        }
        task.run();
    }

    /** Gives the container's thread back after a while, even when a client sends as fast as it is read. */
    @Override
    public void onDataAvailable() throws IOException {
        for (int reads = 0; !isEnded() && in.isReady(); reads++) {
            if (reads == READS_IN_A_TURN) {
                turns.next(this::readOn);
                return;
            }
            byte[] into = room();
            int from = into == body ? filled : 0;
            int count = in.read(into, from, into.length - from);
            if (count < 0) {
                return;
            }
            if (into == body) {
                filled += count;
            }
        }
    }

    private void readOn() {
        try {
            onDataAvailable();
        } catch (IOException | RuntimeException | Error e) {
            onError(e);
        }
    }

    private synchronized boolean isEnded() {
        return ended;
    }

    /** The buffer for the next bytes: the body's, or one to be thrown away when the body is refused. */
    private byte[] room() {
        if (!isSettled() && filled == body.length) {
            try {
                grow();
            } catch (HttpProblem e) {
                refuse(e);
            }
        }
        return isSettled() ? nowhere() : body;
    }

    private byte[] nowhere() {
        if (nowhere == null) {
            nowhere = new byte[PIECE];
        }
        return nowhere;
    }

    private void grow() {
        long most = announced < 0 ? budget.largestBody() + 1 : announced + 1;
        if (filled > budget.largestBody()) {
            throw tooLarge("more than " + budget.largestBody() + " bytes", budget);
        }
        int next = (int) Math.min(most, Math.max(PIECE, body.length * 2L));
        share.grow(next - body.length);
        body = Arrays.copyOf(body, next);
    }

    @Override
    public void onAllDataRead() {
        if (!isSettled()) {
            if (announced >= 0 && filled < announced) {
                refuse(cut("it ended after " + filled + " of " + announced + " bytes"));
            } else if (settle()) {
                share.arrived();
                taker.body(Arrays.copyOf(body, filled), share);
            }
        }
        end();
    }

    @Override
    public void onError(Throwable cause) {
        refuse(cause instanceof TimeoutException || cause.getCause() instanceof TimeoutException ? tooSlow()
                : cut(String.valueOf(cause.getMessage())));
        end();
    }

    private void expire() {
        refuse(tooSlow());
        end();
    }

    private void refuse(HttpProblem problem) {
        if (settle()) {
            share.close();
            taker.refused(problem);
        }
    }

    private synchronized boolean isSettled() {
        return settled;
    }

    private boolean settle() {
        synchronized (this) {
            if (settled) {
                return false;
            }
            settled = true;
        }
        // The deadline is null while the server stops, because it then runs before it is stored here.
        if (deadline != null) {
            deadline.cancel(false);
        }
        return true;
    }

    private void end() {
        Runnable task;
        synchronized (this) {
            ended = true;
            task = afterwards;
            afterwards = null;
        }
        if (task != null) {
            task.run();
        }
    }

    private HttpProblem tooSlow() {
        return new HttpProblem(408, "too-slow", "the body did not come within " + budget.mostTime().toSeconds() + " s")
                .header("Connection", "close");
    }

    private static HttpProblem cut(String how) {
        return HttpProblem.badRequest("the body did not come whole: " + how,
                "send as many bytes as Content-Length says, or chunks as RFC 9112 section 7.1 has them")
                .header("Connection", "close");
    }

    private static HttpProblem tooLarge(String size, BodyBudget budget) {
        return new HttpProblem(413, "too-large", "the body has " + size)
                .hint("at most " + budget.largestBody() + " are taken; eunomia.limit.body_bytes raises that")
                .header("Connection", "close");
    }
}
