package io.eunomia.runtime.internal.names;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Paths of cgroups of version 2 by their ids, which are the numbers of their folders. A cgroup that was seen keeps its path when it is
 * gone: the kernel does not give an id again. Any thread.
 */
final class Cgroups {
    private static final int MOST = 16_384;
    private static final int MOST_DEPTH = 32;
    private static final long AGAIN_NANOS = 1_000_000_000;

    private final Path mounts;
    private final Map<Long, String> paths = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, String> eldest) {
            return size() > MOST;
        }
    };
    private long walked;
    private boolean known;

    /** @param mounts /proc/self/mounts */
    Cgroups(Path mounts) {
        this.mounts = mounts;
    }

    /** Returns the path below the hierarchy's root, {@code /system.slice/ssh.service}; null if no cgroup has the id. */
    synchronized String path(long id) {
        String path = paths.get(id);
        if (path == null && (!known || System.nanoTime() - walked > AGAIN_NANOS)) {
            walk();
            path = paths.get(id);
        }
        return path;
    }

    private void walk() {
        known = true;
        Optional<Path> root = root();
        if (root.isPresent()) {
            try {
                Files.walkFileTree(root.get(), java.util.Set.of(), MOST_DEPTH, new Folders(root.get()));
            } catch (IOException e) {
                // What was seen before the fault stays known.
                known = true;
            }
        }
        walked = System.nanoTime();
    }

    private Optional<Path> root() {
        try {
            return Files.readAllLines(mounts).stream().map(line -> line.split(" ")).filter(parts -> parts.length > 2
                    && parts[2].equals("cgroup2")).map(parts -> Path.of(parts[1].replace("\\040", " "))).findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private final class Folders extends SimpleFileVisitor<Path> {
        private final Path root;
        private int seen;

        Folders(Path root) {
            this.root = root;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
            paths.put((Long) Files.getAttribute(folder, "unix:ino"), "/" + root.relativize(folder));
            return ++seen >= MOST ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
        }

        /** A folder may be gone before it is looked at. */
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, IOException failure) {
            return FileVisitResult.CONTINUE;
        }
    }
}
