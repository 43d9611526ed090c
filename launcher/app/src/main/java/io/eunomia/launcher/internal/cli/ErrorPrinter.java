package io.eunomia.launcher.internal.cli;

import io.eunomia.launcher.internal.text.Terminal;
import java.util.List;

/** Shows a failure as one block on standard error: what, where, what to do, and the end of the verifier's log. */
final class ErrorPrinter {
    private static final int LOG_LINES = 12;

    private final Terminal terminal;
    private final boolean verbose;

    ErrorPrinter(Terminal terminal, boolean verbose) {
        this.terminal = terminal;
        this.verbose = verbose;
    }

    void print(CommandFailure failure) {
        terminal.error("eunomia: ", failure.getMessage());
        if (!failure.pointer().isEmpty()) {
            terminal.err().println("  at:   " + failure.pointer());
        }
        if (!failure.hint().isEmpty() && !failure.getMessage().contains(failure.hint())) {
            terminal.err().println("  hint: " + failure.hint());
        }
        if (!failure.verifierLog().isBlank()) {
            printLog(failure.verifierLog().strip().lines().toList());
        }
        if (verbose && failure.getCause() != null) {
            failure.getCause().printStackTrace(terminal.err());
        }
    }

    private void printLog(List<String> lines) {
        int from = verbose ? 0 : Math.max(0, lines.size() - LOG_LINES);
        terminal.err().println(from == 0 ? "  verifier log:"
                : "  verifier log, last " + LOG_LINES + " of " + lines.size() + " lines (--verbose shows all):");
        lines.subList(from, lines.size()).forEach(line -> terminal.err().println("    " + line));
    }

    void printUnexpected(Throwable failure) {
        terminal.error("eunomia: ", "unexpected: " + failure
                + (verbose ? "" : "; --verbose shows where it came from"));
        if (verbose) {
            failure.printStackTrace(terminal.err());
        }
    }
}
