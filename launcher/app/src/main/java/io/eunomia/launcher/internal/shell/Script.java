package io.eunomia.launcher.internal.shell;

import io.eunomia.shell.wire.FrameType.Ending;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;

/**
 * Runs commands from a file or a pipe, a line each; one that is not complete goes on in the next line. Empty lines and
 * those that begin with # are passed over.
 *
 * @param keepGoing whether a failed command is followed by the next one
 * @param messages where failures are named
 */
public record Script(ShellConnection connection, boolean keepGoing, PrintStream messages) {
    /** The kind of a failure that is not the runtime's. */
    private static final String PLAIN = "failed";

    /**
     * Runs the commands.
     *
     * @return the kind of the first failure, in lower case; empty when all went well
     * @throws IOException when the session ends first
     */
    public String run(BufferedReader lines) throws IOException, InterruptedException {
        String failure = "";
        StringBuilder text = new StringBuilder();
        int first = 0;
        int number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            if (text.length() == 0) {
                if (line.isBlank() || line.stripLeading().startsWith("#")) {
                    continue;
                }
                first = number;
            }
            text.append(text.length() == 0 ? "" : "\n").append(line);
            if (line.strip().equals("exit") && first == number) {
                return failure;
            }
            ShellConnection.Outcome outcome = connection.execute(text.toString());
            if (outcome.ending() == Ending.INCOMPLETE) {
                continue;
            }
            if (outcome.ending() != Ending.OK) {
                messages.println("eunomia: line " + first + " failed: " + text);
                failure = !failure.isEmpty() ? failure : outcome.kind().isEmpty() ? PLAIN : outcome.kind();
            }
            if (!failure.isEmpty() && !keepGoing) {
                return failure;
            }
            text.setLength(0);
        }
        return text.length() == 0 ? failure : unfinished(first, text);
    }

    private String unfinished(int first, CharSequence text) {
        messages.println("eunomia: line " + first + " failed: it stops in the middle of a command: " + text);
        return "bad_request";
    }
}
