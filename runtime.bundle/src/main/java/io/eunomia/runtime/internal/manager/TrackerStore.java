package io.eunomia.runtime.internal.manager;

import com.fasterxml.jackson.jr.ob.JSON;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.StartOptions.ExportRequest;
import io.eunomia.runtime.TrackerException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers across restarts which id a tracker bundle has and how it was started. The packages themselves are in the
 * framework's bundle store. The file is replaced as a whole, so that it is either the old or the new one. Any thread.
 */
final class TrackerStore {
    private static final Logger LOG = LoggerFactory.getLogger(TrackerStore.class);

    /**
     * @param origin where the package came from, for people; empty for bundles others installed
     * @param stopped whether somebody stopped it; the framework knows that too, as long as it has the bundle
     */
    record Entry(int id, String origin, StartOptions options, boolean stopped) {
    }

    private final Path file;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private int nextId = 1;

    /** A file that cannot be read is set aside and told: the bundles it spoke of get new ids. */
    TrackerStore(Path file) {
        this.file = file;
        if (Files.exists(file)) {
            try {
                read(JSON.std.mapFrom(Files.readString(file)));
            } catch (IOException | ClassCastException | NullPointerException e) {
                setAside(e);
            }
        }
    }

    private void setAside(Exception cause) {
        entries.clear();
        nextId = 1;
        Path aside = file.resolveSibling(file.getFileName() + ".damaged");
        LOG.error("{} cannot be read and is kept as {}: trackers get new ids and start without arguments", file,
                aside, cause);
        try {
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.error("{} cannot be moved", file, e);
        }
    }

    synchronized Optional<Entry> find(String location) {
        return Optional.ofNullable(entries.get(location));
    }

    synchronized List<String> locations() {
        return List.copyOf(entries.keySet());
    }

    synchronized boolean stopped(String location) {
        return entries.containsKey(location) && entries.get(location).stopped();
    }

    /** Somebody stopped or started it. */
    synchronized void stopped(String location, boolean stopped) {
        Entry old = entries.get(location);
        if (old != null && old.stopped() != stopped) {
            entries.put(location, new Entry(old.id(), old.origin(), old.options(), stopped));
            tryToWrite("a tracker is noted there as " + (stopped ? "running" : "stopped"));
        }
    }

    /** Gives the next id to a bundle. */
    synchronized Entry add(String location, String origin, StartOptions options) {
        Entry entry = new Entry(nextId, origin, options, false);
        entries.put(location, entry);
        nextId++;
        try {
            write();
        } catch (TrackerException e) {
            entries.remove(location);
            nextId--;
            throw e;
        }
        return entry;
    }

    synchronized void options(String location, StartOptions options) {
        Entry old = entries.get(location);
        if (!old.options().equals(options)) {
            entries.put(location, new Entry(old.id(), old.origin(), options, old.stopped()));
            try {
                write();
            } catch (TrackerException e) {
                entries.put(location, old);
                throw e;
            }
        }
    }

    synchronized void remove(String location) {
        if (entries.remove(location) != null) {
            tryToWrite("a tracker that was removed is still named there");
        }
    }

    /** Forgets a tracker whose id nobody has seen, because it never ran: the next one may have it. */
    synchronized void withdraw(String location, int id) {
        entries.remove(location);
        if (id == nextId - 1) {
            nextId--;
        }
        tryToWrite("a tracker that never ran is still named there");
    }

    /** For what does no harm if it is forgotten. */
    private void tryToWrite(String otherwise) {
        try {
            write();
        } catch (TrackerException e) {
            LOG.warn("{}; {}", e.failure().message(), otherwise);
        }
    }

    private void write() {
        Path next = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.createDirectories(file.getParent());
            byte[] json = JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asBytes(content());
            try (FileChannel channel = FileChannel.open(next, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING)) {
                ByteBuffer bytes = ByteBuffer.wrap(json);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw BundleFailures.storage("the state file " + file + " cannot be written: " + e.getMessage(), e);
        }
    }

    private Map<String, Object> content() {
        List<Map<String, Object>> trackers = entries.entrySet().stream().map(e -> Map.of("location", e.getKey(),
                "id", e.getValue().id(), "origin", e.getValue().origin(), "options",
                content(e.getValue().options()), "stopped", e.getValue().stopped())).toList();
        return Map.of("format", 1, "next", nextId, "trackers", trackers);
    }

    private static Map<String, Object> content(StartOptions options) {
        return Map.of("name", options.name(), "args", options.arguments(), "attach", options.attach(), "without",
                options.without(), "lenient", options.lenient(), "map", options.maps(), "exports",
                options.exports().stream().map(e -> Map.of("handler", e.handler(), "args", e.arguments())).toList());
    }

    private void read(Map<String, Object> content) {
        nextId = ((Number) content.get("next")).intValue();
        for (Object item : (List<?>) content.get("trackers")) {
            Map<?, ?> tracker = (Map<?, ?>) item;
            Map<?, ?> options = (Map<?, ?>) tracker.get("options");
            entries.put((String) tracker.get("location"), new Entry(((Number) tracker.get("id")).intValue(),
                    (String) tracker.get("origin"), options(options), Boolean.TRUE.equals(tracker.get("stopped"))));
        }
    }

    /** Members that later versions of the file have may be missing. */
    private static StartOptions options(Map<?, ?> options) {
        List<ExportRequest> exports = list(options.get("exports")).stream().map(e -> (Map<?, ?>) e)
                .map(e -> new ExportRequest((String) e.get("handler"), texts(e.get("args")))).toList();
        Map<String, List<String>> attach = new LinkedHashMap<>();
        ((Map<?, ?>) options.get("attach")).forEach((program, targets) -> attach.put((String) program,
                targets instanceof String one ? List.of(one) : list(targets).stream().map(String.class::cast).toList()));
        return StartOptions.none().withName((String) options.get("name")).withArguments(texts(options.get("args")))
                .withAttach(attach).withExports(exports)
                .withoutPrograms(list(options.get("without")).stream().map(String.class::cast).toList())
                .withLenient(Boolean.TRUE.equals(options.get("lenient")))
                .withMaps(options.get("map") == null ? Map.of() : texts(options.get("map")));
    }

    private static List<?> list(Object value) {
        return value == null ? List.of() : (List<?>) value;
    }

    private static Map<String, String> texts(Object map) {
        Map<String, String> texts = new LinkedHashMap<>();
        ((Map<?, ?>) map).forEach((key, value) -> texts.put((String) key, (String) value));
        return texts;
    }
}
