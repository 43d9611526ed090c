package io.eunomia.launcher.internal.boot;

/** Thrown when the state folder cannot be used; another folder can be chosen. */
public final class StateFolderException extends BootException {
    private static final long serialVersionUID = 1L;

    public StateFolderException(String message) {
        super(message);
    }

    public StateFolderException(String message, Throwable cause) {
        super(message, cause);
    }
}
