package io.eunomia.launcher.internal.cli;

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
}
