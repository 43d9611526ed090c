package io.eunomia.shell.command;

/** Thrown when a command cannot do what it was asked to; carries what is shown and the exit code. */
public final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;
    private final String pointer;
    private final String hint;
    private final String verifierLog;

    public CommandFailure(int exitCode, String message, String hint) {
        this(exitCode, message, "", hint, "", null);
    }

    /**
     * Makes a failure.
     *
     * @param pointer JSON pointer into the package, or empty
     * @param hint what to do, or empty
     * @param verifierLog whole, or empty
     */
    public CommandFailure(int exitCode, String message, String pointer, String hint, String verifierLog,
            Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
        this.pointer = pointer;
        this.hint = hint;
        this.verifierLog = verifierLog;
    }

    public int exitCode() {
        return exitCode;
    }

    public String pointer() {
        return pointer;
    }

    public String hint() {
        return hint;
    }

    public String verifierLog() {
        return verifierLog;
    }
}
