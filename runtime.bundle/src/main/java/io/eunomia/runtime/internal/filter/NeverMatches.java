package io.eunomia.runtime.internal.filter;

import io.eunomia.runtime.TrackerException;

/**
 * Thrown for a comparison that makes sense but that no event satisfies. Its negation is one that all events satisfy; only
 * the caller knows whether it is negated, and so whether it is refused.
 */
final class NeverMatches extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Carries the refusal. @param refusal thrown where the comparison is refused */
    NeverMatches(TrackerException refusal) {
        super(refusal.getMessage(), refusal, false, false);
    }

    TrackerException refusal() {
        return (TrackerException) getCause();
    }
}
