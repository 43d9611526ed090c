package io.eunomia.runtime.internal.startup;

import io.eunomia.runtime.KeptPackage;
import io.eunomia.runtime.Origin;
import io.eunomia.runtime.PackageSource;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.file.RegularFile;
import io.eunomia.runtime.internal.bundle.TrackerPackages;
import io.eunomia.runtime.internal.parse.PackageLimits;
import io.eunomia.runtime.internal.store.PackageDigest;
import io.eunomia.runtime.internal.store.TrackerRecord;
import io.eunomia.runtime.internal.store.TrackerStore;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the distribution's trackers into the store: new ones are added, those whose jar has changed since the last start
 * get the new jar, and those that the distribution no longer brings are removed. A tracker that somebody has stopped,
 * updated or given other options stays so until its jar changes.
 */
public final class BuiltInTrackers {
    /**
     * Framework property: the jars in the order of their trackers' ids, written as a class path; without it the store is
     * left alone.
     */
    public static final String JARS = "eunomia.trackers.builtin";

    private static final Logger LOG = LoggerFactory.getLogger(BuiltInTrackers.class);

    private final List<Path> jars;
    private final TrackerStore store;

    public BuiltInTrackers(List<Path> jars, TrackerStore store) {
        this.jars = jars;
        this.store = store;
    }

    /** Parses the property. @param property value of {@value #JARS}, or null */
    public static Optional<List<Path>> jars(String property) {
        return Optional.ofNullable(property).map(paths -> Stream.of(paths.split(File.pathSeparator))
                .filter(path -> !path.isEmpty()).map(Path::of).toList());
    }

    /** Writes the wanted trackers into the store. @return locations of those whose bundles are to get another package */
    Set<String> declare() {
        Set<String> changed = new HashSet<>();
        Set<String> wanted = new HashSet<>();
        for (Path jar : jars) {
            Origin origin = Origin.builtIn(name(jar));
            wanted.add(origin.key());
            try {
                declare(origin, jar).ifPresent(changed::add);
            } catch (IOException | TrackerException e) {
                LOG.error("the built-in tracker {} stays as it is: {}", jar, e.getMessage());
            }
        }
        for (TrackerRecord tracker : store.records()) {
            if (tracker.origin().kind() == Origin.Kind.BUILTIN && !wanted.contains(tracker.origin().key())) {
                store.mark(tracker.location(), TrackerRecord.Mark.REMOVING);
            }
        }
        return changed;
    }

    /** Returns {@code process} for {@code process-0.1.0.jar}. */
    private static String name(Path jar) {
        return jar.getFileName().toString().replaceFirst("(-[0-9]+(\\.[0-9]+)+([.+-][0-9A-Za-z.+-]*)?)?\\.jar$", "");
    }

    private Optional<String> declare(Origin origin, Path jar) throws IOException {
        byte[] content = RegularFile.read(jar, PackageLimits.forThisProcess().packageBytes());
        String digest = PackageDigest.of(content);
        Optional<TrackerRecord> known = store.ownedBy(origin);
        if (known.isPresent() && known.get().declared().equals(digest)) {
            return Optional.empty();
        }
        store.packages().hold(digest, content);
        try {
            String version = TrackerPackages.parse(new PackageSource(origin.key(), content, ""), origin.key()).descriptor()
                    .version();
            KeptPackage kept = new KeptPackage(digest, version, Instant.now(), content.length);
            UnaryOperator<TrackerRecord> next = tracker -> tracker.called(origin.key()).having(kept).declaring(digest);
            if (known.isPresent()) {
                store.change(known.get().location(), next);
                return known.map(TrackerRecord::location);
            }
            add(origin, next);
            return Optional.empty();
        } finally {
            store.packages().release(digest);
        }
    }

    private void add(Origin origin, UnaryOperator<TrackerRecord> content) {
        Optional<TrackerRecord> other = store.records().stream().filter(one -> one.name().equals(origin.key())).findFirst();
        if (other.isPresent()) {
            LOG.info("the built-in tracker {} is not installed: its name is that of tracker {}, which belongs to {}",
                    origin.key(), other.get().id(), other.get().origin());
            return;
        }
        TrackerRecord tracker = content.apply(TrackerRecord.of(TrackerPackages.builtInLocation(origin.key()), origin.key(),
                origin, "built-in", StartOptions.none()));
        if (store.lost()) {
            store.addLost(tracker);
        } else {
            store.add(tracker);
        }
    }
}
