package io.eunomia.launcher.internal.client;

/** No daemon answers at this address. */
public final class UnreachableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnreachableException(String url, String reason, Throwable cause) {
        super("no daemon answers on " + url + ": " + reason, cause);
    }
}
