package io.eunomia.shell.text;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Standard output and error, and whether each may be coloured because people look at it.
 *
 * @param colourOut whether output may be coloured
 * @param colourErr whether messages may be coloured
 */
public record Terminal(PrintStream out, PrintStream err, boolean colourOut, boolean colourErr) {
    private static final String BOLD = "\u001b[1m";
    private static final String RED = "\u001b[31m";
    private static final String GREEN = "\u001b[32m";
    private static final String YELLOW = "\u001b[33m";
    private static final String RESET = "\u001b[0m";

    /** The terminal of this process; {@code NO_COLOR} set to anything turns colours off (no-color.org). */
    public static Terminal ofProcess() {
        String off = System.getenv("NO_COLOR");
        boolean wanted = off == null || off.isEmpty();
        return new Terminal(System.out, System.err, wanted && isTerminal(1), wanted && isTerminal(2));
    }

    /** Asks /proc, because {@link System#console} knows only whether input and output are both terminals. */
    public static boolean isTerminal(int fileDescriptor) {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + fileDescriptor)).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** Tells whether a pipe or socket is behind a descriptor: its reader may leave, and a failed write then is no error. */
    public static boolean isRead(int fileDescriptor) {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + fileDescriptor)).toString();
            return target.startsWith("pipe:") || target.startsWith("socket:");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    public String bold(String text) {
        return colourOut ? BOLD + text + RESET : text;
    }

    public String good(String text) {
        return colourOut ? GREEN + text + RESET : text;
    }

    public String bad(String text) {
        return colourOut ? RED + text + RESET : text;
    }

    public String doubtful(String text) {
        return colourOut ? YELLOW + text + RESET : text;
    }

    /** Prints one line on standard error that starts with a red word. */
    public void error(String word, String text) {
        err.println((colourErr ? RED + word + RESET : word) + text);
    }
}
