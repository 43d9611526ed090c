package io.eunomia.shell.internal.session;

import io.eunomia.runtime.TrackerManager;
import io.eunomia.shell.internal.command.Completion;
import io.eunomia.shell.wire.Frame;
import io.eunomia.shell.wire.FrameChannel;
import io.eunomia.shell.wire.FrameType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.felix.service.command.CommandProcessor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client: a thread that reads from it, one that writes to it, one that executes its commands. All three, and
 * whatever its commands hold, end with the client or with {@link #close}, whichever comes first.
 */
final class ShellSession implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ShellSession.class);
    private static final long END_MILLIS = 2000;
    private static final long INTERRUPT_MILLIS = 100;

    private final FrameChannel channel;
    private final TrackerManager manager;
    private final Consumer<ShellSession> whenEnded;
    private final Outbox outbox;
    private final ClientFiles files;
    private final Interpreter interpreter;
    private final BlockingQueue<Frame> lines = new LinkedBlockingQueue<>();
    private final Thread reader;
    private final Thread writer;
    private final Thread executor;

    /**
     * @param name of its threads, and of its subscriptions
     * @param caller who the client is, for the log
     * @param channel is closed with the session
     * @param whenEnded called once, by the thread that reads
     */
    ShellSession(String name, String caller, FrameChannel channel, CommandProcessor processor, TrackerManager manager,
            Consumer<ShellSession> whenEnded) {
        this.channel = channel;
        this.manager = manager;
        this.whenEnded = whenEnded;
        outbox = new Outbox(channel);
        files = new ClientFiles(outbox);
        interpreter = new Interpreter(processor, outbox, files, name, caller);
        reader = new Thread(this::read, name);
        writer = new Thread(outbox, name + "-out");
        executor = new Thread(this::execute, name + "-commands");
        List.of(reader, writer, executor).forEach(thread -> thread.setDaemon(true));
    }

    void start() {
        writer.start();
        executor.start();
        reader.start();
    }

    private void read() {
        try {
            for (Optional<Frame> frame = channel.read(); frame.isPresent(); frame = channel.read()) {
                handle(frame.get());
            }
        } catch (IOException e) {
            LOG.debug("shell session broke off", e);
        } catch (RuntimeException e) {
            LOG.warn("shell session ends: what its client sent cannot be handled", e);
        } finally {
            end();
            whenEnded.accept(this);
        }
    }

    private void handle(Frame frame) throws IOException {
        switch (frame.type()) {
            case TERMINAL -> interpreter.resize(Boolean.parseBoolean(frame.text(0)), frame.text(1), frame.text(2));
            case EXECUTE -> {
                interpreter.expect();
                lines.add(frame);
            }
            case INTERRUPT -> interpreter.interrupt();
            case COMPLETE -> outbox.put(candidates(frame.texts(0)));
            case PACKAGE, NO_PACKAGE -> files.answer(frame);
            default -> throw new IOException("the client sent what only the daemon may: " + frame.type());
        }
    }

    private Frame candidates(List<String> words) {
        Completion.Candidates candidates = new Completion(manager, interpreter.commands()).of(words);
        List<String> fields = new ArrayList<>();
        fields.add(Boolean.toString(candidates.files()));
        fields.addAll(candidates.words());
        return Frame.of(FrameType.CANDIDATES, fields.toArray(String[]::new));
    }

    private void execute() {
        try {
            while (true) {
                outbox.put(interpreter.execute(lines.take().text(0)));
            }
        } catch (InterruptedException | IOException e) {
            LOG.debug("shell session has ended", e);
        }
    }

    /**
     * Interrupts what runs; nothing is written any more after what waits to be. In this order: an interrupt may be spent
     * on the command alone, and it is the closed outbox that then keeps its thread from waiting for the next one.
     */
    private void end() {
        interpreter.close();
        outbox.close();
        interruptCommand();
        join(writer);
        closeChannel();
    }

    /** More than once: Gogo goes on waiting after some. */
    private void interruptCommand() {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(END_MILLIS);
        try {
            do {
                executor.interrupt();
                if (executor == Thread.currentThread()) {
                    return;
                }
                executor.join(INTERRUPT_MILLIS);
            } while (executor.isAlive() && System.nanoTime() < end);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Tells the client why, and ends. */
    void end(String reason) {
        // Before the command is ended: how that ends is nothing to the client any more, and would be its status.
        outbox.close(Frame.of(FrameType.BYE, reason));
        close();
    }

    @Override
    public void close() {
        end();
        join(reader);
    }

    private void closeChannel() {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("a session's socket did not close", e);
        }
    }

    /** Not for ever: a command may be one that does not look at interrupts, or the very one that ends the daemon. */
    private static void join(Thread thread) {
        try {
            if (thread != Thread.currentThread()) {
                thread.join(END_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
