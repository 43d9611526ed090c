package io.eunomia.launcher.internal.server;

import io.eunomia.launcher.internal.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.Map;

/**
 * The folder whose files become trackers; Apache Felix File Install looks at it.
 *
 * @param path absolute, without links
 * @param interval between two looks; a change is taken after two that find it the same
 */
public record WatchFolder(Path path, Duration interval) {
    public static final Duration DEFAULT_INTERVAL = Duration.ofMillis(500);

    /**
     * Makes the folder if it is missing.
     *
     * @throws ConfigException when it cannot be used
     */
    public static WatchFolder prepare(Path given, Duration interval) {
        try {
            Files.createDirectories(given);
            Path path = given.toRealPath();
            if (Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_WRITE)) {
                throw new ConfigException("watched folder " + path + " may be written by everybody, and whoever writes "
                        + "there loads programs into the kernel: chmod o-w " + path);
            }
            if (path.toString().contains(",")) {
                throw new ConfigException("watched folder " + path + ": File Install takes a comma for the end of a "
                        + "path; name one without");
            }
            return new WatchFolder(path, interval);
        } catch (IOException e) {
            throw new ConfigException("watched folder " + given + " cannot be used: " + e, e);
        }
    }

    /** As File Install reads them (its documentation, "Configuration"). */
    Map<String, String> frameworkProperties(Path state) {
        return Map.of(
                "felix.fileinstall.dir", path.toString(),
                "felix.fileinstall.tmpdir", state.toAbsolutePath().resolve("fileinstall").toString(),
                "felix.fileinstall.filter", "[^.].*\\.(json|jar|bpf\\.o)",
                "felix.fileinstall.subdir.mode", "skip",
                "felix.fileinstall.poll", Long.toString(interval.toMillis()),
                // With inotify a change is taken at once; looking twice is what waits for slow writers.
                "felix.fileinstall.disableNio2", "true",
                "felix.fileinstall.noInitialDelay", "true",
                "felix.fileinstall.log.level", "1",
                // Else it writes to standard output, where the ready line stands.
                "felix.fileinstall.log.default", "jul");
    }
}
