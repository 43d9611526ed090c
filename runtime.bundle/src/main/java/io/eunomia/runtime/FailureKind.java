package io.eunomia.runtime;

/** The kinds of failure, told apart as far as a caller would act differently. Faces map them to statuses and exit codes. */
public enum FailureKind {
    /** The package is malformed, or contradicts itself. HTTP 400, exit 1. */
    BAD_PACKAGE,
    /**
     * A value given to a start is missing, of the wrong type, out of range, or names something the package does not have.
     * HTTP 400, exit 2.
     */
    BAD_REQUEST,
    /** A bound on sizes or numbers was exceeded. HTTP 413, exit 1. */
    TOO_LARGE,
    /** The verifier refused a program. HTTP 422, exit 1. */
    VERIFIER,
    /** An attach target does not exist. HTTP 422, exit 1. */
    NO_TARGET,
    /** The attach target has as many programs as the kernel allows, or one that does not share it. HTTP 409, exit 1. */
    PLACE_FULL,
    /** The kernel lacks what the package needs. HTTP 422, exit 5. */
    UNSUPPORTED,
    /** No such tracker. HTTP 404, exit 1. */
    NOT_FOUND,
    /** A tracker of that name exists, or its state forbids the action. HTTP 409, exit 1. */
    CONFLICT,
    /** The process lacks privileges, or the configuration does not allow it. HTTP 403, exit 4. */
    NOT_PERMITTED,
    /** A limit of the process or the host is reached, such as that of open files. HTTP 503, exit 1. */
    EXHAUSTED,
    /** The state folder takes nothing more, for lack of room or otherwise. HTTP 507, exit 1. */
    STORAGE,
    /** The kernel or the host failed in a way nobody expected. HTTP 500, exit 1. */
    INTERNAL
}
