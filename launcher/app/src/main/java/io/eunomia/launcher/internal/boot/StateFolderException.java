package io.eunomia.launcher.internal.boot;

/** The state folder cannot be used; another one can. */
public final class StateFolderException extends BootException {
    private static final long serialVersionUID = 1L;

    public StateFolderException(String message) {
        super(message);
    }

    public StateFolderException(String message, Throwable cause) {
        super(message, cause);
    }
}
