package io.eunomia.shell.internal.session;

import io.eunomia.runtime.control.Caller;
import io.eunomia.shell.command.PackageFiles;
import io.eunomia.shell.internal.command.ShellCommands;
import io.eunomia.shell.wire.Frame;
import io.eunomia.shell.wire.FrameType;
import io.eunomia.shell.wire.FrameType.Ending;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.apache.felix.service.command.Job;

/**
 * One client's Gogo session. One thread executes; {@link #expect}, {@link #interrupt}, {@link #resize} and
 * {@link #commands} are called by another. An interrupt may have closed the streams that Gogo writes to, so after one the
 * session is made anew with its variables.
 *
 * <p>An interrupt ends every command that was sent before it, whatever its state. Gogo's own interrupt covers only a running
 * job. A job that has been started but has no thread yet would then never run and never be done, and the thread that waits
 * for it would wait for ever; and before there is a job there is nothing to interrupt. So the waiting thread is interrupted
 * too, and a command that has not begun does not begin.
 */
final class Interpreter implements AutoCloseable {
    private final CommandProcessor processor;
    private final Outbox outbox;
    private final PrintStream errors;
    private CommandSession session;
    /** The thread that executes a command; null while none runs. */
    private Thread executing;
    /** The number of commands sent but not begun; of these the first {@link #cancelled} ones were interrupted. */
    private int expected;
    private int cancelled;
    private boolean interrupted;
    private boolean closed;

    Interpreter(CommandProcessor processor, Outbox outbox, PackageFiles files, Caller caller) {
        this.processor = processor;
        this.outbox = outbox;
        errors = new PrintStream(new FrameOutput(outbox, FrameType.ERROR), true, StandardCharsets.UTF_8);
        session = newSession();
        session.put("SCOPE", "eunomia:*");
        session.put(ShellCommands.FILES, files);
        session.put(ShellCommands.CALLER, caller);
    }

    private CommandSession newSession() {
        CommandSession made = processor.createSession(InputStream.nullInputStream(), new FrameOutput(outbox, FrameType.OUT),
                new FrameOutput(outbox, FrameType.ERROR));
        made.setJobListener(new JobBound());
        return made;
    }

    /** Notes that a command was sent, for which {@link #execute} will be called. */
    synchronized void expect() {
        expected++;
    }

    /** @return a frame for the client that tells how the command ended */
    Frame execute(String text) {
        Frame ending = begin() ? run(text) : ending(Ending.INTERRUPTED, "");
        return end() ? ending(Ending.INTERRUPTED, "") : ending;
    }

    private Frame run(String text) {
        try {
            print(current().execute(text));
            return ending(Ending.OK, "");
        } catch (EOFException e) {
            return ending(Ending.INCOMPLETE, "");
        } catch (Exception | LinkageError | StackOverflowError e) {
            return isInterrupted() ? ending(Ending.INTERRUPTED, "")
                    : ending(Ending.FAILED, new Problem(e).print(errors, colour()));
        }
    }

    private static Frame ending(Ending ending, String kind) {
        return Frame.of(FrameType.DONE, ending.name(), kind);
    }

    private void print(Object result) throws IOException {
        if (result != null) {
            String text = current().format(result, Converter.INSPECT).toString();
            outbox.put(Frame.of(FrameType.OUT, text.endsWith("\n") ? text : text + '\n'));
        }
    }

    private synchronized CommandSession current() {
        return session;
    }

    private boolean colour() {
        return Boolean.TRUE.equals(current().get(ShellCommands.COLOUR));
    }

    /** @return true when the command is to run */
    private synchronized boolean begin() {
        expected--;
        if (cancelled > 0) {
            cancelled--;
            return false;
        }
        executing = Thread.currentThread();
        return true;
    }

    private synchronized boolean isInterrupted() {
        return interrupted;
    }

    /** Makes the session usable for the next command. @return whether the one that ends was interrupted */
    private synchronized boolean end() {
        executing = null;
        if (!interrupted || closed) {
            return interrupted;
        }
        interrupted = false;
        // The interrupt was for the command: the end of the session sets closed before it interrupts.
        Thread.interrupted();
        CommandSession old = session;
        session = newSession();
        names(old, ".variables").forEach(name -> session.put(name, old.get(name)));
        session.currentDir(old.currentDir());
        old.close();
        return true;
    }

    /** Ends the running command and those that wait to run. */
    void interrupt() {
        Job job = null;
        synchronized (this) {
            cancelled = expected;
            if (executing != null) {
                interrupted = true;
                job = session.foregroundJob();
                executing.interrupt();
            }
        }
        if (job != null) {
            job.interrupt();
        }
    }

    /** Synchronized, because a change made while the session is made anew would be lost. */
    synchronized void resize(boolean colour, String columns, String rows) {
        session.put(ShellCommands.COLOUR, colour);
        session.put("COLUMNS", columns);
        session.put("LINES", rows);
    }

    /** All commands that can be called, as {@code scope:name}. */
    Collection<String> commands() {
        return names(current(), ".commands");
    }

    private static Collection<String> names(CommandSession session, String variable) {
        List<String> names = new ArrayList<>();
        if (session.get(variable) instanceof Collection<?> all) {
            all.forEach(name -> names.add(name.toString()));
        }
        return names;
    }

    /** Ends the running command and those in the background. */
    @Override
    public void close() {
        CommandSession last;
        synchronized (this) {
            closed = true;
            last = session;
        }
        last.close();
    }
}
