package io.eunomia.shell.text;

import java.util.List;

/** Shows a failure as one block on standard error: message, place, remedy, and the end of the verifier's log. */
public final class FailurePrinter {
    private static final int LOG_LINES = 12;

    private final Terminal terminal;
    private final boolean whole;
    private final String remedy;

    /**
     * @param whole true to show the whole of a verifier's log
     * @param remedy otherwise, what the user can do to see all of it, or empty
     */
    public FailurePrinter(Terminal terminal, boolean whole, String remedy) {
        this.terminal = terminal;
        this.whole = whole;
        this.remedy = remedy;
    }

    /**
     * @param pointer JSON pointer into the package, or empty
     * @param hint the remedy, or empty
     * @param verifierLog the whole log, or empty
     */
    public void print(String message, String pointer, String hint, String verifierLog) {
        terminal.error("eunomia: ", message);
        if (!pointer.isEmpty()) {
            terminal.err().println("  at:   " + pointer);
        }
        if (!hint.isEmpty() && !message.contains(hint)) {
            terminal.err().println("  hint: " + hint);
        }
        if (!verifierLog.isBlank()) {
            printLog(verifierLog.strip().lines().toList());
        }
    }

    private void printLog(List<String> lines) {
        int from = whole ? 0 : Math.max(0, lines.size() - LOG_LINES);
        terminal.err().println(from == 0 ? "  verifier log:"
                : "  verifier log, last " + LOG_LINES + " of " + lines.size() + " lines"
                        + (remedy.isEmpty() ? "" : " (" + remedy + ")") + ":");
        lines.subList(from, lines.size()).forEach(line -> terminal.err().println("    " + line));
    }
}
