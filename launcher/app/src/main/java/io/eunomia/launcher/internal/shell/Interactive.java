package io.eunomia.launcher.internal.shell;

import io.eunomia.shell.wire.FrameType.Ending;
import java.io.IOError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.Widget;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.NonBlockingReader;

/**
 * Reads lines from a terminal, with editing, history and completion. Ctrl-C ends the command that runs, or empties the
 * line; Ctrl-D and exit end the session.
 *
 * @param colour whether the output may be coloured
 * @param history file that keeps the lines over sessions
 */
public record Interactive(ShellConnection connection, boolean colour, Path history) {
    private static final String PROMPT = "eunomia> ";
    private static final String MORE = "       > ";
    private static final char CTRL_C = 3;
    /** The longest time for which a command's end may go unnoticed. */
    private static final long KEY_MILLIS = 10;

    /**
     * Returns when the user or the daemon has ended the session.
     *
     * @throws IOException when this is no terminal
     */
    public void run() throws IOException {
        try (Terminal terminal = TerminalBuilder.builder().name("eunomia").system(true).jna(false).jansi(false)
                .nativeSignals(true).signalHandler(Terminal.SignalHandler.SIG_IGN).build()) {
            if (terminal.getWidth() <= 0) {
                // A serial line does not know its size, and the editor shows nothing on a line of no width.
                terminal.setSize(new Size(80, 24));
            }
            withoutSignals(terminal);
            terminal.handle(Terminal.Signal.INT, signal -> connection.interrupt());
            terminal.handle(Terminal.Signal.WINCH, signal -> tellSize(terminal));
            tellSize(terminal);
            // At the prompt nobody reads from the daemon; an interrupt is how the editor learns of the daemon's end.
            Thread self = Thread.currentThread();
            connection.whenEnded(self::interrupt);
            loop(reader(terminal));
        } finally {
            connection.whenEnded(() -> { });
        }
    }

    /**
     * Makes Ctrl-C a key for the whole session, at the prompt and while a command runs: as a signal it would also reach the
     * stty by which JLine sets the terminal's modes, and end it. Closing the terminal sets them back.
     */
    private static void withoutSignals(Terminal terminal) {
        terminal.enterRawMode();
        Attributes attributes = terminal.getAttributes();
        attributes.setLocalFlag(Attributes.LocalFlag.ISIG, false);
        terminal.setAttributes(attributes);
    }

    private LineReader reader(Terminal terminal) {
        LineReader reader = LineReaderBuilder.builder().terminal(terminal).appName("eunomia")
                .completer(new RemoteCompleter(connection))
                // An exclamation mark stays what the user typed, for instance in a filter.
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.HISTORY_IGNORE_SPACE, true).build();
        reader.getKeyMaps().get(LineReader.MAIN).bind((Widget) () -> {
            throw new UserInterruptException(reader.getBuffer().toString());
        }, String.valueOf(CTRL_C));
        if (prepare(history)) {
            reader.setVariable(LineReader.HISTORY_FILE, history);
        }
        return reader;
    }

    /** Prepares the history file. If that fails the session goes on without it. */
    private static boolean prepare(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            if (!Files.exists(file)) {
                Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            return Files.isWritable(file);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    private void tellSize(Terminal terminal) {
        try {
            connection.terminal(colour, terminal.getWidth(), terminal.getHeight());
        } catch (IOException e) {
            // The session has ended; the prompt learns of it in another way.
            connection.interrupt();
        }
    }

    private void loop(LineReader reader) throws IOException {
        StringBuilder text = new StringBuilder();
        while (!connection.ended()) {
            try {
                String line = reader.readLine(text.length() == 0 ? PROMPT : MORE);
                if (text.length() == 0 && isExit(line)) {
                    return;
                }
                if (text.length() > 0 || !line.isBlank()) {
                    text.append(text.length() == 0 ? "" : "\n").append(line);
                    if (execute(text.toString(), reader).ending() != Ending.INCOMPLETE) {
                        text.setLength(0);
                    }
                }
            } catch (UserInterruptException e) {
                text.setLength(0);
            } catch (EndOfFileException | InterruptedException e) {
                // The user pressed Ctrl-D, or the daemon's end came while a command ran: see whenEnded.
                return;
            } catch (IOError e) {
                throw new IOException("the terminal cannot be used any more: " + e.getMessage(), e);
            }
        }
    }

    /** Waits for the command's end and reads the keyboard meanwhile: characters typed ahead belong to the next line. */
    private ShellConnection.Outcome execute(String text, LineReader reader) throws IOException, InterruptedException {
        NonBlockingReader keys = reader.getTerminal().reader();
        StringBuilder ahead = new StringBuilder();
        connection.send(text);
        Optional<ShellConnection.Outcome> outcome = connection.poll();
        while (outcome.isEmpty()) {
            int key = keys.read(KEY_MILLIS);
            if (key == CTRL_C || key == NonBlockingReader.EOF) {
                connection.interrupt();
                ahead.setLength(0);
            } else if (key >= 0) {
                ahead.append((char) key);
            }
            outcome = key == NonBlockingReader.EOF ? Optional.of(connection.await()) : connection.poll();
        }
        if (ahead.length() > 0) {
            reader.runMacro(ahead.toString());
        }
        return outcome.get();
    }

    private static boolean isExit(String line) {
        return line.strip().equals("exit") || line.strip().equals("quit");
    }
}
