package io.eunomia.runtime;

import java.util.Optional;

/**
 * How an update is done.
 *
 * @param options arguments and attach targets from now on; empty to keep those it runs with. The exports stay those
 *     of the start
 * @param force also when the package makes another tracker of it: another name inside, or something else in the place
 *     of a built-in one
 */
public record UpdateOptions(Optional<StartOptions> options, boolean force) {

    /** Keeps the tracker's options, and refuses what makes another tracker of it. */
    public static UpdateOptions keep() {
        return new UpdateOptions(Optional.empty(), false);
    }

    /** With these options, {@link StartOptions#none} for none at all. */
    public static UpdateOptions with(StartOptions options) {
        return new UpdateOptions(Optional.of(options), false);
    }

    public UpdateOptions forced() {
        return new UpdateOptions(options, true);
    }
}
