package io.eunomia.runtime.internal.store;

import io.eunomia.runtime.Origin;
import io.eunomia.runtime.file.RegularFile;
import io.eunomia.runtime.internal.store.TrackerRecord.Mark;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the state folders of release 0.1.0 and of versions between that and this one: formats 1 and 2 of
 * {@code trackers.json}, which name an origin in words only, and three records beside it. Confined to one thread.
 */
public final class FormerState {
    private static final Logger LOG = LoggerFactory.getLogger(FormerState.class);
    /** A package with the manifest that it got is smaller. */
    private static final int MOST_BYTES = 256 << 20;
    private static final String INSTALLED = "eunomia:tracker/";
    private static final String BUILT_IN = "builtin:";
    private static final String WATCHED = "watched ";
    private static final List<String> RECORDS = List.of("builtin.properties", "configured.properties", "watched.properties");

    private final Path folder;
    private final RecordJson json;
    private final Set<Object> configuredFiles;

    /** @param folder of the state */
    public FormerState(Path folder) {
        this(folder, null);
    }

    FormerState(Path folder, RecordJson json) {
        this.folder = folder;
        this.json = json;
        this.configuredFiles = keys(folder.resolve("configured.properties"));
    }

    private static Set<Object> keys(Path record) {
        Properties digests = new Properties();
        try {
            digests.load(new ByteArrayInputStream(RegularFile.readUnlinked(record, MOST_BYTES)));
        } catch (IOException | IllegalArgumentException e) {
            LOG.debug("{} says nothing", record, e);
        }
        return digests.keySet();
    }

    TrackerRecord record(Map<?, ?> tracker) {
        String location = (String) tracker.get("location");
        String source = (String) tracker.get("origin");
        Object mark = tracker.get("mark");
        return new TrackerRecord(((Number) tracker.get("id")).intValue(), location, name(location), origin(location, source),
                source, json.options((Map<?, ?>) tracker.get("options")), Boolean.TRUE.equals(tracker.get("stopped")),
                mark == null ? Mark.NONE : Mark.valueOf((String) mark), "", List.of(), Optional.empty());
    }

    private static String name(String location) {
        return location.startsWith(INSTALLED) ? location.substring(INSTALLED.length())
                : location.startsWith(BUILT_IN) ? location.substring(BUILT_IN.length()) : "";
    }

    private Origin origin(String location, String source) {
        if (location.startsWith(BUILT_IN)) {
            return Origin.builtIn(name(location));
        }
        if (!location.startsWith(INSTALLED)) {
            return Origin.bundle(location);
        }
        if (source.startsWith(WATCHED)) {
            return Origin.watched(Path.of(source.substring(WATCHED.length())));
        }
        if (configuredFiles.contains(source)) {
            return Origin.configured(source);
        }
        return source.startsWith("shell") ? Origin.SHELL : source.startsWith("http") ? Origin.HTTP : Origin.EMBEDDED;
    }

    /**
     * Returns the copy of a tracker's bundle that was kept beside the framework's.
     *
     * @return none when there is none, or when it was being replaced: then the framework's is newer
     */
    public Optional<byte[]> bundle(String name) {
        Path jar = folder.resolve("packages").resolve(name + ".jar");
        try {
            return Files.exists(jar) && Files.notExists(jar.resolveSibling(name + ".jar.next"))
                    ? Optional.of(RegularFile.readUnlinked(jar, MOST_BYTES)) : Optional.empty();
        } catch (IOException e) {
            LOG.warn("{} cannot be read: {}", jar, e.toString());
            return Optional.empty();
        }
    }

    /** Removes the former files; call it when all is written anew. */
    public void remove() {
        for (String record : RECORDS) {
            try {
                Files.deleteIfExists(folder.resolve(record));
            } catch (IOException e) {
                LOG.warn("{} cannot be deleted: {}", folder.resolve(record), e.toString());
            }
        }
    }
}
