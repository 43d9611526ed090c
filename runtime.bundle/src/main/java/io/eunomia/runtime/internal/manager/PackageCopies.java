package io.eunomia.runtime.internal.manager;

import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.file.RegularFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A copy of each installed package beside the framework's bundle store. The framework throws away a bundle that a kill
 * or a full disk cut short while it was being written; with the copy {@link Recovery} brings it back. Names are those of
 * trackers. Any thread, one name at a time.
 */
final class PackageCopies {
    private static final String COPY = ".jar";
    /**
     * What is being installed, or what a package is being replaced with: where it lies beside a copy, the bundle may be the
     * old or the new one, and alone it says that an installation was cut short.
     */
    private static final String NEXT = ".jar.next";
    /** A package and the manifest that it got are less. */
    private static final int MOST_BYTES = 256 << 20;
    private static final Logger LOG = LoggerFactory.getLogger(PackageCopies.class);

    private final Path folder;
    private final boolean fresh;

    PackageCopies(Path folder) {
        this.folder = folder;
        this.fresh = Files.notExists(folder);
    }

    /** Whether no version of the runtime that keeps copies has run here before. */
    boolean fresh() {
        return fresh;
    }

    /** From now on an installed package has a copy, and one that is missing is worth a warning. */
    void open() {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            LOG.warn("{} cannot be made: packages are not kept beside the framework's store", folder, e);
        }
    }

    boolean has(String name) {
        return Files.exists(path(name, COPY));
    }

    Path file(String name) {
        return path(name, COPY);
    }

    boolean changing(String name) {
        return Files.exists(path(name, NEXT));
    }

    /** Whether its installation has begun and not come to its end. */
    boolean arriving(String name) {
        return changing(name) && !has(name);
    }

    Optional<byte[]> get(String name) {
        try {
            return has(name) ? Optional.of(RegularFile.readUnlinked(path(name, COPY), MOST_BYTES)) : Optional.empty();
        } catch (IOException e) {
            LOG.warn("the copy of tracker {} cannot be read: {}", name, e.toString());
            return Optional.empty();
        }
    }

    /** @throws TrackerException after which all is as before */
    void put(String name, byte[] jar) {
        begin(name, jar);
        commit(name);
    }

    /**
     * Before the bundle is touched: finds out whether there is room.
     *
     * @throws TrackerException after which all is as before
     */
    void begin(String name, byte[] jar) {
        try {
            Files.createDirectories(folder);
            RegularFile.write(path(name, NEXT), jar, false);
        } catch (IOException e) {
            abort(name);
            throw BundleFailures.storage("no copy of the package can be written to " + folder + ": " + e.getMessage(), e);
        }
    }

    /** The bundle is the new one. */
    void commit(String name) {
        try {
            Files.move(path(name, NEXT), path(name, COPY), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.warn("the copy of tracker {} is still that of its version before", name, e);
        }
    }

    /**
     * The installation has come to its end.
     *
     * @throws TrackerException when that cannot be kept: the next start would take the tracker for one that never came
     */
    void arrived(String name) {
        commit(name);
        if (!has(name)) {
            throw BundleFailures.storage("the copy of the package in " + folder + " cannot be given its name", null);
        }
    }

    /**
     * The bundle is a newer one than the copy, which cannot be replaced: what is in the framework's store holds, and the
     * next start makes the copy anew.
     */
    void outdated(String name) {
        delete(path(name, COPY));
    }

    /** The bundle is the old one. */
    void abort(String name) {
        delete(path(name, NEXT));
    }

    void remove(String name) {
        delete(path(name, COPY));
        delete(path(name, NEXT));
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("{} cannot be deleted", file, e);
        }
    }

    private Path path(String name, String ending) {
        return folder.resolve(name + ending);
    }
}
