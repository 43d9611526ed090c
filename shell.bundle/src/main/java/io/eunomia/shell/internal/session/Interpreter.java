package io.eunomia.shell.internal.session;

import io.eunomia.shell.internal.command.PackageFiles;
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
 * One client's Gogo session. One thread executes; {@link #interrupt}, {@link #resize} and {@link #commands} come from
 * another. An interrupt may have closed the streams Gogo writes to, so after one the session is made anew with its
 * variables.
 */
final class Interpreter implements AutoCloseable {
    private final CommandProcessor processor;
    private final Outbox outbox;
    private final PrintStream errors;
    private CommandSession session;
    private boolean interrupted;
    private boolean closed;

    Interpreter(CommandProcessor processor, Outbox outbox, PackageFiles files, String user) {
        this.processor = processor;
        this.outbox = outbox;
        errors = new PrintStream(new FrameOutput(outbox, FrameType.ERROR), true, StandardCharsets.UTF_8);
        session = newSession();
        session.put("SCOPE", "eunomia:*");
        session.put(PackageFiles.VARIABLE, files);
        session.put(ShellCommands.USER, user);
    }

    private CommandSession newSession() {
        return processor.createSession(InputStream.nullInputStream(), new FrameOutput(outbox, FrameType.OUT),
                new FrameOutput(outbox, FrameType.ERROR));
    }

    /** @return how it ended, to be sent */
    Frame execute(String text) {
        try {
            print(current().execute(text));
            return wasInterrupted() ? ending(Ending.INTERRUPTED, "") : ending(Ending.OK, "");
        } catch (EOFException e) {
            return ending(Ending.INCOMPLETE, "");
        } catch (Exception | LinkageError | StackOverflowError e) {
            return wasInterrupted() ? ending(Ending.INTERRUPTED, "")
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

    /** Whether the command that just ended was; makes the session usable for the next one. */
    private synchronized boolean wasInterrupted() {
        if (!interrupted || closed) {
            return interrupted;
        }
        interrupted = false;
        CommandSession old = session;
        session = newSession();
        names(old, ".variables").forEach(name -> session.put(name, old.get(name)));
        session.currentDir(old.currentDir());
        old.close();
        return true;
    }

    /** Ends the command that runs, if one does. */
    void interrupt() {
        Job job;
        synchronized (this) {
            job = session.foregroundJob();
            interrupted = job != null;
        }
        if (job != null) {
            job.interrupt();
        }
    }

    void resize(boolean colour, String columns, String rows) {
        CommandSession now = current();
        now.put(ShellCommands.COLOUR, colour);
        now.put("COLUMNS", columns);
        now.put("LINES", rows);
    }

    /** All that can be called, {@code scope:name}. */
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

    /** Ends the command that runs and those in the background. */
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
