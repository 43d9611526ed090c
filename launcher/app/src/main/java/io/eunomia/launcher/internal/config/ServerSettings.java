package io.eunomia.launcher.internal.config;

import io.eunomia.runtime.StartOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of a configuration file; those that it does not have are empty.
 *
 * @param builtIn whether the built-in trackers are started
 * @param libbpf path of a libbpf, or {@code system}
 * @param btf the kernel's types in place of those that it shows
 * @param watch folder whose files become trackers
 * @param watchInterval how often the folder is looked at
 * @param watchAdopts whether files of that folder take names from trackers of others
 * @param allowCode whether tracker bundles with Java code are taken over HTTP
 * @param persistsAll whether every tracker stays in the kernel while no daemon runs, unless it says otherwise
 * @param limits bounds by name, see {@link Limit}
 * @param trackers to start, in this order
 */
public record ServerSettings(Optional<ListenAddress> listen, Optional<Path> state, Optional<Boolean> builtIn,
        Optional<String> libbpf, Optional<Path> btf, Optional<Path> watch, Optional<Duration> watchInterval,
        Optional<Boolean> watchAdopts, Optional<Boolean> allowCode, Optional<Boolean> persistsAll,
        Map<Limit, Long> limits,
        List<TrackerEntry> trackers) {

    public static final ServerSettings EMPTY = new ServerSettings(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Map.of(), List.of());

    /**
     * A tracker to start.
     *
     * @param name of an installed or built-in tracker, or the name a package is to have; may be empty with a file
     * @param file the package, or empty
     * @param options how it is to run; without a name and without types
     * @param btf file with the kernel's types for it
     * @param adopt whether the package takes the name from another owner that has it
     */
    public record TrackerEntry(String name, Optional<Path> file, StartOptions options, Optional<Path> btf, boolean adopt) {

        /** Tells whether its package may contain Java code; only bundles may. */
        public boolean mayCarryCode() {
            return file.filter(path -> path.toString().endsWith(".jar")).isPresent();
        }
    }
}
