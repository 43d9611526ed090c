package io.eunomia.shell.internal.session;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.TrackerException;
import io.eunomia.shell.command.CommandFailure;
import io.eunomia.shell.command.ExitCode;
import io.eunomia.shell.text.FailurePrinter;
import io.eunomia.shell.text.Terminal;
import java.io.PrintStream;
import java.util.Locale;

/** Prints an exception that a command threw, for the client. */
record Problem(Throwable thrown) {

    /** @return the kind of the failure, in lower case; empty when it did not come from the runtime */
    String print(PrintStream to, boolean colour) {
        FailurePrinter printer = new FailurePrinter(new Terminal(to, to, colour, colour), false, "");
        if (thrown instanceof TrackerException tracker) {
            Failure failure = tracker.failure();
            printer.print(failure.message(), failure.pointer(), failure.hint(), failure.verifierLog());
            return failure.kind().name().toLowerCase(Locale.ROOT);
        }
        if (thrown instanceof CommandFailure failure) {
            printer.print(failure.getMessage(), failure.pointer(), failure.hint(), failure.verifierLog());
            return failure.exitCode() == ExitCode.USAGE ? FailureKind.BAD_REQUEST.name().toLowerCase(Locale.ROOT) : "";
        }
        printer.print(message(), "", hint(), "");
        return "";
    }

    /** The text to print: Gogo's own exceptions explain themselves in their messages; for others the type tells more. */
    private String message() {
        String text = thrown.getMessage();
        return text == null ? thrown.toString() : thrown instanceof IllegalArgumentException || isGogos() ? text
                : thrown.getClass().getSimpleName() + ": " + text;
    }

    private String hint() {
        return isGogos() ? "help shows the commands" : "";
    }

    private boolean isGogos() {
        return thrown.getClass().getName().startsWith("org.apache.felix.gogo.");
    }
}
