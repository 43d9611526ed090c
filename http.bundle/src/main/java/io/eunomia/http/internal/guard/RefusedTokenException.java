package io.eunomia.http.internal.guard;

/** Reports that the token file is not fit to hold a secret. */
final class RefusedTokenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String remedy;

    RefusedTokenException(String message, String remedy, Exception cause) {
        super(message, cause);
        this.remedy = remedy;
    }

    String remedy() {
        return remedy;
    }
}
