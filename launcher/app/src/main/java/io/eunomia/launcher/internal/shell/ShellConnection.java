package io.eunomia.launcher.internal.shell;

import io.eunomia.shell.wire.Frame;
import io.eunomia.shell.wire.FrameChannel;
import io.eunomia.shell.wire.FrameType;
import io.eunomia.shell.wire.ShellAddress;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A session with a daemon. A thread of its own passes output on as it comes; one other thread executes commands, and any
 * thread may interrupt. Owns the socket.
 */
public final class ShellConnection implements AutoCloseable {
    private static final long COMPLETION_SECONDS = 2;
    /** Marks the end of the session in the queues. */
    private static final Frame END = Frame.of(FrameType.BYE);

    private final FrameChannel channel;
    private final PackageReader packages;
    private final OutputStream out;
    private final OutputStream err;
    private final BlockingQueue<Frame> endings = new LinkedBlockingQueue<>();
    private final BlockingQueue<Frame> candidates = new LinkedBlockingQueue<>();
    private volatile String reason = "";
    private volatile boolean ended;
    private volatile Runnable whenEnded = () -> { };

    private ShellConnection(FrameChannel channel, PackageReader packages, OutputStream out, OutputStream err) {
        this.channel = channel;
        this.packages = packages;
        this.out = out;
        this.err = err;
    }

    /**
     * Connects to a daemon.
     *
     * @param state the daemon's state folder
     * @param out where a command's output goes; neither is closed
     * @throws IOException when there is no daemon, or it is not for this user
     */
    public static ShellConnection open(Path state, PackageReader packages, OutputStream out, OutputStream err)
            throws IOException {
        SocketChannel socket = SocketChannel.open(ShellAddress.of(state));
        ShellConnection connection = new ShellConnection(new FrameChannel(socket), packages, out, err);
        Thread reader = new Thread(connection::read, "eunomia-shell-client");
        reader.setDaemon(true);
        reader.start();
        return connection;
    }

    private void read() {
        try {
            for (Optional<Frame> frame = channel.read(); frame.isPresent(); frame = channel.read()) {
                handle(frame.get());
            }
        } catch (IOException e) {
            // The daemon is gone, this side has closed, or nobody reads the output any more.
            reason = reason.isEmpty() ? "the session broke off" : reason;
        } finally {
            ended = true;
            endings.add(END);
            candidates.add(END);
            whenEnded.run();
        }
    }

    private void handle(Frame frame) throws IOException {
        switch (frame.type()) {
            case OUT -> write(out, frame);
            case ERROR -> write(err, frame);
            case DONE -> endings.add(frame);
            case CANDIDATES -> candidates.add(frame);
            case PACKAGE_WANTED -> channel.write(packages.read(frame.text(0), FrameType.Wanted.valueOf(frame.text(1)),
                    frame.text(2)));
            case BYE -> reason = frame.text(0);
            default -> throw new IOException("the daemon sent what only a client may: " + frame.type());
        }
    }

    private static void write(OutputStream to, Frame frame) throws IOException {
        to.write(frame.fields().get(0));
        to.flush();
    }

    /**
     * Sets what is done at the end.
     *
     * @param action runs once the session has ended, on the connection's thread: at once if it has
     */
    public void whenEnded(Runnable action) {
        whenEnded = action;
        if (ended) {
            action.run();
        }
    }

    /** Tells whether the daemon ended the session. */
    public boolean ended() {
        return ended;
    }

    /** Tells why the daemon ended the session; empty when it did not say. */
    public String reason() {
        return reason;
    }

    /** Tells the daemon about the terminal. @param columns 0 when unknown */
    public void terminal(boolean colour, int columns, int rows) throws IOException {
        channel.write(Frame.of(FrameType.TERMINAL, Boolean.toString(colour), Integer.toString(columns),
                Integer.toString(rows)));
    }

    /**
     * Executes a command and waits for its end; all its output has been written by then.
     *
     * @throws IOException when the session ends first
     */
    public Outcome execute(String text) throws IOException, InterruptedException {
        send(text);
        return await();
    }

    /** Lets the daemon execute a command; {@link #await} or {@link #poll} tell of its end. */
    void send(String text) throws IOException {
        channel.write(Frame.of(FrameType.EXECUTE, text));
    }

    /** Waits for the command's end. @throws IOException when the session ends first */
    Outcome await() throws IOException, InterruptedException {
        return outcome(endings.take());
    }

    /**
     * Asks whether the command has ended.
     *
     * @return empty when the command still runs
     * @throws IOException when the session has ended
     */
    Optional<Outcome> poll() throws IOException {
        Frame frame = endings.poll();
        return frame == null ? Optional.empty() : Optional.of(outcome(frame));
    }

    private Outcome outcome(Frame frame) throws IOException {
        if (frame == END) {
            throw new IOException(reason.isEmpty() ? "the daemon is gone" : reason);
        }
        return new Outcome(FrameType.Ending.valueOf(frame.text(0)), frame.text(1));
    }

    /** The outcome of a command. @param kind of the failure, in lower case; empty when there is none */
    public record Outcome(FrameType.Ending ending, String kind) {
    }

    /** Ends the command that runs. */
    public void interrupt() {
        try {
            channel.write(Frame.of(FrameType.INTERRUPT));
        } catch (IOException e) {
            // Nothing runs any more; the thread that executes is told.
            ended = true;
        }
    }

    /**
     * Asks for completions.
     *
     * @param words of the line up to the cursor
     * @return fields of a CANDIDATES frame; empty when there is no answer
     */
    public List<String> complete(List<String> words) {
        try {
            candidates.removeIf(frame -> frame != END);
            channel.write(Frame.of(FrameType.COMPLETE, words.toArray(String[]::new)));
            Frame frame = candidates.poll(COMPLETION_SECONDS, TimeUnit.SECONDS);
            return frame == null || frame == END ? List.of() : frame.texts(0);
        } catch (IOException e) {
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
