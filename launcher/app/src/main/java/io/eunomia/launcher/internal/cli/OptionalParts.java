package io.eunomia.launcher.internal.cli;

import io.eunomia.launcher.internal.distribution.OptionalPart;
import io.eunomia.shell.command.CommandFailure;
import io.eunomia.shell.command.ExitCode;
import java.util.ArrayList;
import java.util.List;

/** Checks that the jars a command needs are installed, before anything is started. */
final class OptionalParts {
    private OptionalParts() {
    }

    /** Checks the parts. @throws CommandFailure that names the jars which are missing */
    static void require(String what, OptionalPart... needed) {
        List<String> missing = new ArrayList<>();
        List<String> uses = new ArrayList<>();
        for (OptionalPart part : needed) {
            List<String> jars = part.missing();
            if (!jars.isEmpty()) {
                uses.add(part.use());
                missing.addAll(jars);
            }
        }
        if (!missing.isEmpty()) {
            throw new CommandFailure(ExitCode.FAILED, what + " needs " + String.join(" and ", uses)
                    + ", which this distribution is without: " + String.join(", ", missing)
                    + (missing.size() == 1 ? " is missing" : " are missing"), "");
        }
    }
}
