package io.eunomia.runtime.control;

import io.eunomia.runtime.StartOptions;
import java.util.Optional;

/**
 * What a caller gave as the options of a tracker that has some already. Without any, the tracker keeps those that it has;
 * otherwise those given take the place of all. The kernel's types belong to the machine and not to a run, and whether the
 * tracker stays in the kernel between two daemons belongs to the operation of it. So the tracker keeps both unless others are
 * given or its options are cleared.
 *
 * @param options those that were given
 * @param clear whether the tracker forgets what it has
 */
public record OptionChange(StartOptions options, boolean clear) {

    /** The options from now on; empty to keep those that the tracker has. @param before those that it has */
    Optional<StartOptions> from(StartOptions before) {
        if (options.unnamed().equals(StartOptions.none()) && !clear) {
            return Optional.empty();
        }
        StartOptions given = options.unnamed().withBtf(Optional.empty()).withPersist(Optional.empty());
        StartOptions base = given.equals(StartOptions.none()) && !clear ? before.unnamed() : given;
        StartOptions kept = clear ? StartOptions.none() : before;
        return Optional.of(base.withBtf(options.btf().or(kept::btf)).withPersist(options.persistence().or(kept::persistence)));
    }
}
