package io.eunomia.shell.internal.session;

import io.eunomia.shell.wire.Frame;
import io.eunomia.shell.wire.FrameChannel;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A queue of frames to the client, which a thread of its own writes: a command's thread may be interrupted, and an interrupt
 * closes a channel that is being written to. It is bounded, so that a command waits for a client that reads slowly.
 */
final class Outbox implements Runnable {
    private static final int MAX_FRAMES = 64;

    private final FrameChannel channel;
    private final Deque<Frame> waiting = new ArrayDeque<>();
    private boolean closed;

    Outbox(FrameChannel channel) {
        this.channel = channel;
    }

    /** @throws IOException when the client no longer reads, or the thread was interrupted while it waited for room */
    synchronized void put(Frame frame) throws IOException {
        try {
            while (waiting.size() >= MAX_FRAMES && !closed) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
        if (closed) {
            throw new IOException("the session has ended");
        }
        waiting.add(frame);
        notifyAll();
    }

    /** Accepts no more frames; waiting ones are still written. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    /** Closes after one more frame, for which there is always room. */
    synchronized void close(Frame last) {
        if (!closed) {
            waiting.add(last);
        }
        close();
    }

    private synchronized Frame take() throws InterruptedException {
        while (waiting.isEmpty() && !closed) {
            wait();
        }
        notifyAll();
        return waiting.poll();
    }

    @Override
    public void run() {
        try {
            for (Frame frame = take(); frame != null; frame = take()) {
                channel.write(frame);
            }
        } catch (IOException e) {
            // The client has left; the thread that reads from it ends the session.
            close();
        } catch (InterruptedException e) {
            close();
        }
    }
}
