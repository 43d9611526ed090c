package io.eunomia.launcher.internal.cli;

import io.eunomia.launcher.internal.client.Answer;
import io.eunomia.launcher.internal.client.Json;
import io.eunomia.launcher.internal.client.Token;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;

/** Turns the daemon's problem documents (RFC 9457) into what a command shows. */
final class Refusals {
    private Refusals() {
    }

    /** Turns a refusal into a failure. @param token that was shown */
    static CommandFailure of(Answer answer, Token token) {
        Map<String, Object> problem = problem(answer);
        String message = firstOf(problem, "detail", "title", "message");
        int exit = exitCode(answer.status(), Json.text(problem, "kind"));
        String hint = firstOf(problem, "hint");
        if (answer.status() == 401) {
            message = token.refusal();
            hint = "the token is in the daemon's state folder: run as the daemon's user, name the folder with --state,"
                    + " or set EUNOMIA_TOKEN";
        }
        return new CommandFailure(exit, message.isEmpty() ? "the daemon answered " + answer.status() : message,
                firstOf(problem, "pointer"), hint, firstOf(problem, "verifier_log", "verifierLog", "log"), null);
    }

    private static Map<String, Object> problem(Answer answer) {
        try {
            return Json.object(answer.json());
        } catch (UncheckedIOException e) {
            return Map.of();
        }
    }

    private static String firstOf(Map<String, Object> problem, String... members) {
        for (String member : members) {
            if (!Json.text(problem, member).isEmpty()) {
                return Json.text(problem, member);
            }
        }
        return "";
    }

    static int exitCode(int status, String kind) {
        return switch (kind.toLowerCase(Locale.ROOT).replace('-', '_')) {
            case "bad_request" -> ExitCode.USAGE;
            case "unsupported" -> ExitCode.KERNEL_LACKS_IT;
            case "not_permitted" -> ExitCode.NOT_PERMITTED;
            default -> status == 401 || status == 403 ? ExitCode.NOT_PERMITTED : ExitCode.FAILED;
        };
    }
}
