package io.eunomia.shell.command;

import io.eunomia.runtime.FailureKind;

/** The exit codes of {@code eunomia} (docs/operations.md). */
public final class ExitCode {
    public static final int DONE = 0;
    public static final int FAILED = 1;
    public static final int USAGE = 2;
    public static final int UNREACHABLE = 3;
    public static final int NOT_PERMITTED = 4;
    public static final int KERNEL_LACKS_IT = 5;
    /** The tracker that was followed was stopped or removed meanwhile. */
    public static final int ENDED = 6;

    private ExitCode() {
    }

    public static int of(FailureKind kind) {
        return of(kind.name(), FAILED);
    }

    /** Returns the code for a kind of failure as faces show it. @param otherwise the code for every other kind */
    public static int of(String kind, int otherwise) {
        return switch (kind.toUpperCase(java.util.Locale.ROOT).replace('-', '_')) {
            case "BAD_REQUEST" -> USAGE;
            case "UNSUPPORTED" -> KERNEL_LACKS_IT;
            case "NOT_PERMITTED" -> NOT_PERMITTED;
            default -> otherwise;
        };
    }
}
