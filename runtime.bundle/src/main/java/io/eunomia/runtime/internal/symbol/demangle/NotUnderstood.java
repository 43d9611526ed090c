package io.eunomia.runtime.internal.symbol.demangle;

/** Ends the reading of a name that is not understood. It has no stack trace, since hostile files may have millions of such names. */
final class NotUnderstood extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotUnderstood() {
        super(null, null, false, false);
    }
}
