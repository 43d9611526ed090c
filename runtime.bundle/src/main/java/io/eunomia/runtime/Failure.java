package io.eunomia.runtime;

/**
 * The reason why an action failed; a failed tracker keeps it until the next action on it.
 *
 * @param message one line, naming what was wrong
 * @param errno positive errno, 0 when it did not come from the kernel
 * @param hint what to do; may be empty
 * @param verifierLog the verifier's log, whole; empty unless {@code kind} is {@link FailureKind#VERIFIER}
 * @param pointer JSON pointer to the faulty member of a package or request, empty when none
 */
public record Failure(FailureKind kind, String message, int errno, String hint, String verifierLog, String pointer) {

    public static Failure of(FailureKind kind, String message, String hint) {
        return new Failure(kind, message, 0, hint, "", "");
    }

    public static Failure at(FailureKind kind, String pointer, String message, String hint) {
        return new Failure(kind, message, 0, hint, "", pointer);
    }
}
