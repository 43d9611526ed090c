package io.eunomia.launcher.internal.upgrade;

/** Thrown when a daemon cannot give way to another distribution; says why and what to do. */
public final class UpgradeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String hint;

    public UpgradeException(String message, String hint) {
        super(message);
        this.hint = hint;
    }

    UpgradeException(String message, String hint, Throwable cause) {
        super(message, cause);
        this.hint = hint;
    }

    public String hint() {
        return hint;
    }
}
