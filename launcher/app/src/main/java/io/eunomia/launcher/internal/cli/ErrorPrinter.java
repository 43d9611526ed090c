package io.eunomia.launcher.internal.cli;

import io.eunomia.shell.command.CommandFailure;
import io.eunomia.shell.text.FailurePrinter;
import io.eunomia.shell.text.Terminal;

/** Prints a failure as one block on standard error: what, where, what to do, and the end of the verifier's log. */
final class ErrorPrinter {
    private final Terminal terminal;
    private final boolean verbose;

    ErrorPrinter(Terminal terminal, boolean verbose) {
        this.terminal = terminal;
        this.verbose = verbose;
    }

    void print(CommandFailure failure) {
        new FailurePrinter(terminal, verbose, "--verbose shows all").print(failure.getMessage(), failure.pointer(),
                failure.hint(), failure.verifierLog());
        if (verbose && failure.getCause() != null) {
            failure.getCause().printStackTrace(terminal.err());
        }
    }

    void printUnexpected(Throwable failure) {
        terminal.error("eunomia: ", "unexpected: " + failure
                + (verbose ? "" : "; --verbose shows where it came from"));
        if (verbose) {
            failure.printStackTrace(terminal.err());
        }
    }
}
