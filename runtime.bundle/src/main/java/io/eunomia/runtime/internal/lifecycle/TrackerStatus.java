package io.eunomia.runtime.internal.lifecycle;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.TrackerState;
import io.eunomia.runtime.descriptor.ArgumentSpec;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The values of a tracker that change with its state and are read together.
 *
 * @param since when the state was entered
 * @param failure why it is not as it should be; null when it is
 * @param warnings about the content that it has
 */
record TrackerStatus(TrackerState state, Instant since, Failure failure, List<String> warnings,
        Map<String, ArgumentSpec> arguments) {

    static TrackerStatus installed(Map<String, ArgumentSpec> arguments) {
        return new TrackerStatus(TrackerState.INSTALLED, Instant.now(), null, List.of(), arguments);
    }

    TrackerStatus in(TrackerState next, Failure reason) {
        return new TrackerStatus(next, Instant.now(), reason, warnings, arguments);
    }

    TrackerStatus describing(List<String> otherWarnings, Map<String, ArgumentSpec> otherArguments) {
        return new TrackerStatus(state, since, failure, List.copyOf(otherWarnings), otherArguments);
    }

    /** Accepts a tracker that runs. @throws TrackerException with the reason when it does not run */
    void requireRunning(Tracker tracker) {
        if (failure != null) {
            throw new TrackerException(failure);
        }
        if (state != TrackerState.RUNNING) {
            throw new TrackerException(Failure.of(FailureKind.INTERNAL, "tracker \"" + tracker.name() + "\" is "
                    + state.label() + " although its bundle was started",
                    "is the framework's start level below the bundle's?"));
        }
    }
}
