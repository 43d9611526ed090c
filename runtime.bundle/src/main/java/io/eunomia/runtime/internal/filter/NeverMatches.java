package io.eunomia.runtime.internal.filter;

import io.eunomia.runtime.TrackerException;

/**
 * A comparison that makes sense and that no event satisfies. Turned around, it is one that all events satisfy; only whoever
 * knows whether it is can tell if it is refused.
 */
final class NeverMatches extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param refusal what is told where it is refused */
    NeverMatches(TrackerException refusal) {
        super(refusal.getMessage(), refusal, false, false);
    }

    TrackerException refusal() {
        return (TrackerException) getCause();
    }
}
