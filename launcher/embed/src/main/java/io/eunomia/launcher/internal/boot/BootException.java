package io.eunomia.launcher.internal.boot;

/** Thrown when the container cannot be started; the message says why and what to do. */
public class BootException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BootException(String message) {
        super(message);
    }

    public BootException(String message, Throwable cause) {
        super(message, cause);
    }
}
