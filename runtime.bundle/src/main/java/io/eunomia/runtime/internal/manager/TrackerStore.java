package io.eunomia.runtime.internal.manager;

import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.StartOptions.ExportRequest;
import io.eunomia.runtime.TrackerException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers across restarts which id a tracker bundle has, how it was started and whether it is to run. The packages
 * themselves are in the framework's bundle store, with copies beside. Any thread.
 */
final class TrackerStore {
    private static final Logger LOG = LoggerFactory.getLogger(TrackerStore.class);

    /** What the next start has to know besides. */
    enum Mark {
        NONE,
        /** Its removal was begun: it is to be finished. */
        REMOVING,
        /** What it was started with is not known any more: it is not to run until somebody starts it anew. */
        LOST
    }

    /**
     * @param origin where the package came from, for people; empty for bundles others installed
     * @param stopped whether somebody stopped it
     */
    record Entry(int id, String origin, StartOptions options, boolean stopped, Mark mark) {
        Entry(int id, String origin, StartOptions options, boolean stopped) {
            this(id, origin, options, stopped, Mark.NONE);
        }

        Entry with(StartOptions other) {
            return new Entry(id, origin, other, stopped, Mark.NONE);
        }

        Entry stopped(boolean now) {
            return new Entry(id, origin, options, now, mark);
        }

        Entry marked(Mark next) {
            return new Entry(id, origin, options, stopped, next);
        }
    }

    private final StateFile file;
    private final KeptTypes types;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final boolean lost;
    private int nextId = 1;

    /** A file that cannot be read, nor its copy, is set aside and told: the bundles it spoke of get new ids. */
    TrackerStore(Path path) {
        file = new StateFile(path);
        types = new KeptTypes(path.resolveSibling("types"));
        boolean expected = !file.isNew();
        boolean read = false;
        try {
            Optional<Map<String, Object>> content = file.read();
            content.ifPresent(this::read);
            read = content.isPresent();
        } catch (ClassCastException | NullPointerException | IllegalArgumentException e) {
            LOG.debug("{} is not what was expected", path, e);
            entries.clear();
            nextId = 1;
        }
        lost = expected && !read;
        if (lost) {
            LOG.error("{} is damaged, and so is its copy; it is kept as {}: trackers get new ids and stay stopped until they"
                    + " are started with the arguments they are to have", path, file.aside());
        }
    }

    /** Whether what was known of the trackers at hand cannot be read any more. */
    boolean lost() {
        return lost;
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
            entries.put(location, old.stopped(stopped));
            tryToWrite("a tracker is noted there as " + (stopped ? "running" : "stopped"));
        }
    }

    /**
     * Notes an intent, or that it was given up.
     *
     * @throws TrackerException when it cannot be kept; then nothing has changed
     */
    synchronized void mark(String location, Mark mark) {
        Entry old = entries.get(location);
        if (old != null && old.mark() != mark) {
            change(location, old, old.marked(mark));
        }
    }

    /** For a bundle of which nothing else is known any more. */
    synchronized Entry addLost(String location, String origin) {
        Entry entry = add(location, origin, StartOptions.none());
        Entry marked = new Entry(entry.id(), origin, StartOptions.none(), true, Mark.LOST);
        change(location, entry, marked);
        return marked;
    }

    private void change(String location, Entry old, Entry next) {
        entries.put(location, next);
        try {
            write();
        } catch (TrackerException e) {
            entries.put(location, old);
            throw e;
        }
    }

    /** Gives the next id to a bundle. */
    synchronized Entry add(String location, String origin, StartOptions options) {
        Entry entry = new Entry(nextId, origin, types.keep(location, StartOptions.none(), options), false);
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

    /**
     * How it is started from now on; who says that has found what was lost.
     *
     * @return the same as it is kept, which takes less memory
     */
    synchronized StartOptions options(String location, StartOptions options) {
        Entry old = entries.get(location);
        if (old == null) {
            return options;
        }
        if (old.options().equals(options) && old.mark() == Mark.NONE) {
            types.mend(old.options(), options);
            return old.options();
        }
        StartOptions kept = types.keep(location, old.options(), options);
        change(location, old, old.with(kept));
        return kept;
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
        file.write(content());
        types.forgetAllBut(entries);
    }

    private Map<String, Object> content() {
        List<Map<String, Object>> trackers = entries.entrySet().stream().map(e -> Map.of("location", e.getKey(),
                "id", e.getValue().id(), "origin", e.getValue().origin(), "options",
                content(e.getValue().options()), "stopped", e.getValue().stopped(), "mark",
                e.getValue().mark().name())).toList();
        return Map.of("format", 2, "next", nextId, "trackers", trackers);
    }

    private static Map<String, Object> content(StartOptions options) {
        Map<String, Object> content = new LinkedHashMap<>(Map.of("name", options.name(), "args", options.arguments(),
                "attach", options.attach(), "without", options.without(), "lenient", options.lenient(), "map",
                options.maps(), "exports", options.exports().stream()
                        .map(e -> Map.of("handler", e.handler(), "args", e.arguments())).toList()));
        options.btf().ifPresent(given -> content.put("btf", Map.of("name", given.name(), "sha256", given.sha256())));
        return content;
    }

    private void read(Map<String, Object> content) {
        nextId = ((Number) content.get("next")).intValue();
        for (Object item : (List<?>) content.get("trackers")) {
            Map<?, ?> tracker = (Map<?, ?>) item;
            Map<?, ?> options = (Map<?, ?>) tracker.get("options");
            entries.put((String) tracker.get("location"), new Entry(((Number) tracker.get("id")).intValue(),
                    (String) tracker.get("origin"), options(options), Boolean.TRUE.equals(tracker.get("stopped")),
                    mark(tracker.get("mark"))));
        }
    }

    /** Members that later versions of the file have may be missing. */
    private StartOptions options(Map<?, ?> options) {
        List<ExportRequest> exports = list(options.get("exports")).stream().map(e -> (Map<?, ?>) e)
                .map(e -> new ExportRequest((String) e.get("handler"), texts(e.get("args")))).toList();
        Map<String, List<String>> attach = new LinkedHashMap<>();
        ((Map<?, ?>) options.get("attach")).forEach((program, targets) -> attach.put((String) program,
                targets instanceof String one ? List.of(one) : list(targets).stream().map(String.class::cast).toList()));
        return StartOptions.none().withName((String) options.get("name")).withArguments(texts(options.get("args")))
                .withAttach(attach).withExports(exports)
                .withoutPrograms(list(options.get("without")).stream().map(String.class::cast).toList())
                .withLenient(Boolean.TRUE.equals(options.get("lenient")))
                .withMaps(options.get("map") == null ? Map.of() : texts(options.get("map")))
                .withBtf(Optional.ofNullable((Map<?, ?>) options.get("btf"))
                        .map(given -> types.find((String) given.get("name"), (String) given.get("sha256"))));
    }

    private static List<?> list(Object value) {
        return value == null ? List.of() : (List<?>) value;
    }

    private static Mark mark(Object name) {
        return name == null ? Mark.NONE : Mark.valueOf((String) name);
    }

    private static Map<String, String> texts(Object map) {
        Map<String, String> texts = new LinkedHashMap<>();
        ((Map<?, ?>) map).forEach((key, value) -> texts.put((String) key, (String) value));
        return texts;
    }
}
