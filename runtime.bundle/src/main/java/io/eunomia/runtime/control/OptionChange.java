package io.eunomia.runtime.control;

import io.eunomia.runtime.GivenTypes;
import io.eunomia.runtime.StartOptions;
import java.util.Optional;

/**
 * What a caller gave as the options of a tracker that has some already. Without any, the tracker keeps those that it has;
 * otherwise those given take the place of all. The kernel's types belong to the machine and not to a run, so the tracker keeps
 * them unless others are given or its options are cleared.
 *
 * @param options those that were given
 * @param clear whether the tracker forgets what it has
 */
public record OptionChange(StartOptions options, boolean clear) {

    /** The options from now on; empty to keep those that the tracker has. @param before those that it has */
    Optional<StartOptions> from(StartOptions before) {
        StartOptions given = options.unnamed().withBtf(Optional.empty());
        if (given.equals(StartOptions.none()) && !clear) {
            return options.btf().map(types -> before.unnamed().withBtf(types));
        }
        Optional<GivenTypes> kept = clear ? Optional.empty() : before.btf();
        return Optional.of(given.withBtf(options.btf().or(() -> kept)));
    }
}
