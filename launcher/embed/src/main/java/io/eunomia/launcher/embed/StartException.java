package io.eunomia.launcher.embed;

/**
 * Thrown when the runtime cannot be started in this process; the message says why and what to do. Nothing of it is left
 * behind.
 */
public final class StartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StartException(String message, Throwable cause) {
        super(message, cause);
    }
}
