package io.eunomia.runtime;

/** An action on a tracker failed; nothing of it is left behind. */
public final class TrackerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    public TrackerException(Failure failure) {
        this(failure, null);
    }

    public TrackerException(Failure failure, Throwable cause) {
        super(failure.message(), cause);
        this.failure = failure;
    }

    public Failure failure() {
        return failure;
    }
}
