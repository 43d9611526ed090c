package io.eunomia.launcher.internal.server;

import io.eunomia.launcher.internal.config.ConfigException;
import io.eunomia.runtime.file.TrustedPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * The folder whose files become trackers.
 *
 * @param path absolute, without links
 * @param interval between two looks; a change is taken after two that find it the same
 */
public record WatchFolder(Path path, Duration interval) {
    public static final Duration DEFAULT_INTERVAL = Duration.ofMillis(500);

    /**
     * Makes the folder if it is missing.
     *
     * @throws ConfigException when it cannot be used, or when others than root and this process's user may change it
     */
    public static WatchFolder prepare(Path given, Duration interval) {
        try {
            Files.createDirectories(given);
            TrustedPath.distrust(given).ifPresent(distrust -> {
                throw new ConfigException("watched folder " + given + ": " + distrust.problem()
                        + ", and whoever can write there loads programs into the kernel: " + distrust.remedy());
            });
            return new WatchFolder(given.toRealPath(), interval);
        } catch (IOException e) {
            throw new ConfigException("watched folder " + given + " cannot be used: " + e, e);
        }
    }

    /** Returns the properties that the runtime reads. */
    Map<String, String> frameworkProperties() {
        return Map.of("eunomia.watch.dir", path.toString(), "eunomia.watch.interval", Long.toString(interval.toMillis()));
    }
}
