package io.eunomia.runtime.internal.parse;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.TrackerException;

/** Makes the exceptions that say what is wrong with a package. */
final class BadPackage {

    private BadPackage() {
    }

    /**
     * Makes the exception for a fault at one place.
     *
     * @param pointer JSON pointer of the faulty member; empty for the whole package
     */
    static TrackerException at(String pointer, String message, String hint) {
        return new TrackerException(Failure.at(FailureKind.BAD_PACKAGE, pointer, located(pointer, message), hint));
    }

    static TrackerException at(String pointer, String message, String hint, Throwable cause) {
        return new TrackerException(Failure.at(FailureKind.BAD_PACKAGE, pointer, located(pointer, message), hint),
                cause);
    }

    static TrackerException tooLarge(String pointer, String message, String hint) {
        return new TrackerException(Failure.at(FailureKind.TOO_LARGE, pointer, located(pointer, message), hint));
    }

    private static String located(String pointer, String message) {
        return pointer.isEmpty() ? message : pointer + ": " + message;
    }

    /** Writes a member's name as part of a JSON pointer (RFC 6901 section 3). */
    static String escape(String member) {
        return member.replace("~", "~0").replace("/", "~1");
    }
}
