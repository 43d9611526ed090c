package io.eunomia.launcher.embed;

/** Thrown when a tracker's events do not fit a record; the message names the component, and the fields that there are. */
public final class MappingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MappingException(String message) {
        super(message);
    }
}
