package io.eunomia.launcher.internal.client;

import io.eunomia.shell.command.CommandFailure;
import io.eunomia.shell.command.ExitCode;
import java.io.UncheckedIOException;
import java.util.Map;

/** Turns the daemon's problem documents (RFC 9457) into what a command shows. */
public final class Refusals {
    private Refusals() {
    }

    /** Turns a refusal into a failure. @param token that was shown */
    static CommandFailure of(Answer answer, Token token) {
        Map<?, ?> problem = problem(answer);
        String message = firstOf(problem, "detail", "title", "message");
        int exit = exitCode(answer.status(), firstOf(problem, "kind"));
        String hint = firstOf(problem, "hint");
        if (answer.status() == 401) {
            message = token.refusal();
            hint = "the token is in the daemon's state folder: run as the daemon's user, name the folder with --state,"
                    + " or set EUNOMIA_TOKEN";
        }
        return new CommandFailure(exit, message.isEmpty() ? "the daemon answered " + answer.status() : message,
                firstOf(problem, "pointer"), hint, firstOf(problem, "verifier_log", "verifierLog", "log"), null);
    }

    private static Map<?, ?> problem(Answer answer) {
        try {
            return answer.json() instanceof Map<?, ?> problem ? problem : Map.of();
        } catch (UncheckedIOException e) {
            return Map.of();
        }
    }

    private static String firstOf(Map<?, ?> problem, String... members) {
        for (String member : members) {
            String text = problem.get(member) == null ? "" : problem.get(member).toString();
            if (!text.isEmpty()) {
                return text;
            }
        }
        return "";
    }

    /** Returns the exit code for a refusal. @param kind of the problem; may be empty */
    public static int exitCode(int status, String kind) {
        return ExitCode.of(kind, status == 401 || status == 403 ? ExitCode.NOT_PERMITTED : ExitCode.FAILED);
    }
}
