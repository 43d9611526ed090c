package io.eunomia.launcher.internal.client;

/** Thrown when no daemon answers at this address. */
public final class UnreachableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean answered;

    public UnreachableException(String url, String reason, Throwable cause) {
        this(url, reason, false, cause);
    }

    /**
     * Makes the exception.
     *
     * @param answered whether something answers there that is not a daemon, or is spoken to in the wrong way
     */
    UnreachableException(String url, String reason, boolean answered, Throwable cause) {
        super("no daemon answers on " + url + ": " + reason, cause);
        this.answered = answered;
    }

    /** Says what to do about it. */
    public String hint() {
        return answered ? "name the daemon with --url or EUNOMIA_URL"
                : "start one with: eunomia server; or name another with --url or EUNOMIA_URL";
    }
}
