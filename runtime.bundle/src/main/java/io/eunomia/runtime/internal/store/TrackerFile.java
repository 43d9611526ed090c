package io.eunomia.runtime.internal.store;

import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.internal.store.TrackerRecord.Mark;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads and writes {@code trackers.json} as records; a former release's file is read too. Confined to whoever guards the
 * store.
 */
final class TrackerFile {
    private static final int FORMAT = 3;
    private static final Logger LOG = LoggerFactory.getLogger(TrackerFile.class);

    /**
     * The content of the file.
     *
     * @param nextId the next id, which no tracker has had
     * @param former whether it is of a former release
     */
    record Content(List<TrackerRecord> trackers, int nextId, boolean former) {
        static final Content NONE = new Content(List.of(), 1, false);
    }

    private final Path path;
    private final StateFile file;
    private final RecordJson json;

    TrackerFile(Path path, KeptTypes types) {
        this.path = path;
        this.file = new StateFile(path);
        this.json = new RecordJson(types);
    }

    /** Tells whether both the file and its copy are missing. */
    boolean isMissing() {
        return file.isNew();
    }

    /**
     * Reads the records; a damaged file is set aside.
     *
     * @return empty when there is no file that can be read
     */
    Optional<Content> read() {
        try {
            return file.read().map(this::content);
        } catch (ClassCastException | NullPointerException | IllegalArgumentException | DateTimeException e) {
            LOG.debug("{} is not what was expected", path, e);
            return Optional.empty();
        }
    }

    private Content content(Map<String, Object> content) {
        boolean former = !Integer.valueOf(FORMAT).equals(content.get("format"));
        FormerState state = former ? new FormerState(path.toAbsolutePath().getParent(), json) : null;
        List<TrackerRecord> trackers = new ArrayList<>();
        for (Object item : (List<?>) content.get("trackers")) {
            trackers.add(former ? state.record((Map<?, ?>) item) : json.read((Map<?, ?>) item));
        }
        return new Content(trackers, ((Number) content.get("next")).intValue(), former);
    }

    /**
     * Writes the records, except those of trackers that are being installed.
     *
     * @throws TrackerException after which the file is what it was
     */
    void write(Collection<TrackerRecord> trackers, int nextId) {
        List<Map<String, Object>> all = trackers.stream().filter(tracker -> tracker.mark() != Mark.NEW)
                .map(RecordJson::write).toList();
        file.write(Map.of("format", FORMAT, "next", nextId, "trackers", all));
    }

    /** Returns where a damaged file is put, for people. */
    Path aside() {
        return file.aside();
    }
}
