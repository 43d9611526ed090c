package io.eunomia.runtime;

import java.util.Optional;

/**
 * The options of one update.
 *
 * @param options arguments and attach targets from now on; empty to keep those it runs with. The exports stay those of the
 *     start
 * @param force also update when the package would make it another tracker: another name inside, or something else in the
 *     place of a built-in one
 */
public record UpdateOptions(Optional<StartOptions> options, boolean force) {

    /** Keeps the tracker's options, and refuses what makes another tracker of it. */
    public static UpdateOptions keep() {
        return new UpdateOptions(Optional.empty(), false);
    }

    /** Uses these options; {@link StartOptions#none} stands for none at all. */
    public static UpdateOptions with(StartOptions options) {
        return new UpdateOptions(Optional.of(options), false);
    }

    public UpdateOptions forced() {
        return new UpdateOptions(options, true);
    }
}
