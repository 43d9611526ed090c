package io.eunomia.shell.text;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Standard output and error, and whether each may be coloured because people look at it.
 *
 * @param colourOut whether output may be coloured
 * @param colourErr whether messages may be coloured
 * @param columns of the terminal; 0 to ask it when that is needed, {@link #NO_COLUMNS} if there is none
 */
public record Terminal(PrintStream out, PrintStream err, boolean colourOut, boolean colourErr, int columns) {
    /** The width of output that goes to no terminal. */
    private static final int DEFAULT_COLUMNS = 80;
    private static final int ASK = 0;
    private static final int LEAST_ROOM = 20;
    /** Says that output goes to something that has no columns. */
    public static final int NO_COLUMNS = -1;
    private static final String BOLD = "\u001b[1m";
    private static final String RED = "\u001b[31m";
    private static final String GREEN = "\u001b[32m";
    private static final String YELLOW = "\u001b[33m";
    private static final String RESET = "\u001b[0m";

    /** A terminal whose width is asked for when it is needed. */
    public Terminal(PrintStream out, PrintStream err, boolean colourOut, boolean colourErr) {
        this(out, err, colourOut, colourErr, ASK);
    }

    /** The columns that text may take: of the terminal, of {@code COLUMNS}, or 80. */
    public int width() {
        if (columns != ASK) {
            return columns == NO_COLUMNS ? DEFAULT_COLUMNS : columns;
        }
        String told = String.valueOf(System.getenv("COLUMNS"));
        if (told.matches("[1-9][0-9]{0,3}")) {
            return Integer.parseInt(told);
        }
        return isTerminal(1) ? asked(1, DEFAULT_COLUMNS) : DEFAULT_COLUMNS;
    }

    /** The columns that a line may take; no bound where programs read it that know no width, such as {@code grep}. */
    public int limit() {
        boolean bounded = columns == ASK ? System.getenv("COLUMNS") != null || isTerminal(1) : columns != NO_COLUMNS;
        return bounded ? width() : Integer.MAX_VALUE;
    }

    /** The columns that lines of a stream may take; 0 for no bound. */
    public int bound() {
        return limit() == Integer.MAX_VALUE ? 0 : limit();
    }

    /** Tells whether people look at what is written. */
    public boolean isTerminal() {
        return columns == ASK ? isTerminal(1) : columns != NO_COLUMNS;
    }

    /** The lines of this process's terminal; 0 if it has none, or they are not known. */
    public int height() {
        return columns == ASK && isTerminal(1) ? asked(0, 0) : 0;
    }

    /** Asks stty, since Java has no call for it. @param place 0 for the lines, 1 for the columns */
    private static int asked(int place, int otherwise) {
        try {
            Process stty = new ProcessBuilder("stty", "size", "-F", "/proc/" + ProcessHandle.current().pid() + "/fd/1")
                    .redirectError(ProcessBuilder.Redirect.DISCARD).start();
            String[] size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip().split(" ");
            return size.length == 2 && size[place].matches("[1-9][0-9]{0,3}") ? Integer.parseInt(size[place]) : otherwise;
        } catch (IOException e) {
            return otherwise;
        }
    }

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

    /** The columns that are left for text beside others; there are always some. @param others the columns that these take */
    int room(int others) {
        return limit() == Integer.MAX_VALUE ? Integer.MAX_VALUE : Math.max(LEAST_ROOM, limit() - others);
    }

    /** Prints text in lines that fit. @param first what the first begins with @param indent what the others begin with */
    void paragraph(String first, String indent, List<String> lines) {
        out.println(first + lines.get(0));
        lines.stream().skip(1).forEach(line -> out.println(indent + line));
    }

    /** Prints text in lines that fit, each but the first further in. @param indent before each line */
    public void paragraph(String indent, String text) {
        String further = indent + "  ";
        paragraph(indent, further, Fitted.wrap(text, room(further.length())));
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
