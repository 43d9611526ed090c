package io.eunomia.shell.internal.session;

import io.eunomia.runtime.control.Caller;
import io.eunomia.shell.complete.Candidates;
import io.eunomia.shell.complete.Offers;
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
import java.util.function.Supplier;
import org.apache.felix.service.command.CommandProcessor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The session of one client, with three threads: one reads from it, one writes to it, one executes its commands. The threads,
 * and everything that its commands hold, end with the client or with {@link #close}, whichever comes first.
 */
final class ShellSession implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ShellSession.class);
    private static final long END_MILLIS = 2000;
    private static final long INTERRUPT_MILLIS = 100;

    private final FrameChannel channel;
    private final Supplier<Offers> offers;
    private final Consumer<ShellSession> whenEnded;
    private final Outbox outbox;
    private final ClientFiles files;
    private final Interpreter interpreter;
    private final BlockingQueue<Frame> lines = new LinkedBlockingQueue<>();
    private final Thread reader;
    private final Thread writer;
    private final Thread executor;

    /**
     * @param caller the client; its address is the name of its threads, and of its subscriptions
     * @param channel closed with the session
     * @param offers gives what there is to be named, for completion
     * @param whenEnded called once, by the thread that reads
     */
    ShellSession(Caller caller, FrameChannel channel, CommandProcessor processor, Supplier<Offers> offers,
            Consumer<ShellSession> whenEnded) {
        this.channel = channel;
        this.offers = offers;
        this.whenEnded = whenEnded;
        outbox = new Outbox(channel);
        files = new ClientFiles(outbox);
        interpreter = new Interpreter(processor, outbox, files, caller);
        String name = caller.address();
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
        Candidates candidates = new Completion(offers.get(), interpreter.commands()).of(words);
        List<String> fields = new ArrayList<>();
        // Files are the client's. It completes words that are a path as a whole.
        fields.add(Boolean.toString(candidates.path().filter(path -> path.before().isEmpty()).isPresent()));
        candidates.words().forEach(one -> fields.add(one.word()));
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
     * Interrupts the running command and lets the waiting output be written, but no more. The outbox is closed before the
     * interrupt: the interrupt may be spent on the command alone, and the closed outbox then keeps the executing thread from
     * waiting for the next command.
     */
    private void end() {
        interpreter.close();
        outbox.close();
        interruptCommand();
        join(writer);
        closeChannel();
    }

    /** Interrupts repeatedly, because Gogo goes on waiting after some interrupts. */
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

    /** Tells the client the reason, and ends the session. */
    void end(String reason) {
        // Sent before the command is ended: otherwise the client would take that command's end for its exit status.
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

    /** Waits only for a while: a command may ignore interrupts, or may be the very one that ends the daemon. */
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
