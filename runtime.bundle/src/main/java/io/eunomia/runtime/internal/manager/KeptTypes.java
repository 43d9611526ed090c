package io.eunomia.runtime.internal.manager;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.GivenTypes;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.file.RegularFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The kernel types that trackers were started with, as files beside the store, each by its digest: they have megabytes, and
 * are only read to load a tracker. What no tracker has any more is deleted, but for those that a tracker had before its last
 * change, which it gets back when that fails. Confined to whoever guards the store.
 */
final class KeptTypes {
    private static final Logger LOG = LoggerFactory.getLogger(KeptTypes.class);
    private static final String ENDING = ".btf";
    /** As much as is taken when they are sent. */
    private static final int MOST_BYTES = 64 << 20;

    private final Path folder;
    private final Map<String, String> before = new HashMap<>();

    KeptTypes(Path folder) {
        this.folder = folder;
    }

    /**
     * The same options, with types that are read from here.
     *
     * @param location of the tracker that is to have them
     * @param old what it had
     * @throws TrackerException when there is no room for them
     */
    StartOptions keep(String location, StartOptions old, StartOptions options) {
        before.put(location, old.btf().map(GivenTypes::sha256).orElse(""));
        return options.withBtf(options.btf().map(this::kept));
    }

    /** Who gives the same types again may do so because those here were damaged. */
    void mend(StartOptions old, StartOptions again) {
        if (again != old) {
            again.btf().ifPresent(this::kept);
        }
    }

    private GivenTypes kept(GivenTypes given) {
        GivenTypes kept = find(given.name(), given.sha256());
        if (!isWhole(kept)) {
            write(file(given.sha256()), given.content());
        }
        return kept;
    }

    private static boolean isWhole(GivenTypes kept) {
        try {
            return kept.content().length > 0;
        } catch (TrackerException e) {
            return false;
        }
    }

    private void write(Path file, byte[] content) {
        try {
            Files.createDirectories(folder);
            RegularFile.replace(file, content, true);
        } catch (IOException e) {
            throw BundleFailures.storage("the kernel types cannot be kept in " + folder + ": " + e.getMessage(), e);
        }
    }

    /** Types that were kept, also in an earlier run; they are looked for when they are needed. */
    GivenTypes find(String name, String sha256) {
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("no digest: " + sha256);
        }
        return GivenTypes.kept(name, sha256, () -> read(name, file(sha256)));
    }

    private static byte[] read(String name, Path file) {
        try {
            return RegularFile.readUnlinked(file, MOST_BYTES);
        } catch (IOException e) {
            throw new TrackerException(Failure.of(FailureKind.STORAGE, "the kernel types " + name + " cannot be read: "
                    + (e instanceof NoSuchFileException ? file + " is missing" : e.getMessage()),
                    "start the tracker with --btf FILE again"), e);
        }
    }

    /** After the store was written, so that it never names types that are gone. */
    void forgetAllBut(Map<String, TrackerStore.Entry> trackers) {
        before.keySet().retainAll(trackers.keySet());
        Set<String> needed = new HashSet<>(before.values());
        trackers.values().forEach(entry -> entry.options().btf().ifPresent(types -> needed.add(types.sha256())));
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (!name.endsWith(ENDING) || !needed.contains(name.substring(0, name.length() - ENDING.length()))) {
                    delete(file);
                }
            }
        } catch (IOException e) {
            LOG.warn("{} cannot be tidied: {}", folder, e.toString());
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("{} cannot be deleted: {}", file, e.toString());
        }
    }

    private Path file(String sha256) {
        return folder.resolve(sha256 + ENDING);
    }
}
