package io.eunomia.runtime.internal.persist;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/** Removes one folder of pins. Confined to one thread; for one removal. */
final class PinRemover extends SimpleFileVisitor<Path> {
    private final Path root;
    private final List<Path> removed = new ArrayList<>();
    private Object device;

    /** @param root no folder from it on may be a link, which could lead anywhere */
    PinRemover(Path root) {
        this.root = root;
    }

    List<Path> remove(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        for (Path way = folder; way.startsWith(root); way = way.getParent()) {
            if (!Files.isDirectory(way, LinkOption.NOFOLLOW_LINKS)) {
                throw new FileSystemException(way.toString(), null, "is no folder");
            }
        }
        device = device(folder);
        Files.walkFileTree(folder, this);
        return removed;
    }

    private static Object device(Path folder) throws IOException {
        return Files.getAttribute(folder, "unix:dev", LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
        if (!device(folder).equals(device)) {
            throw new FileSystemException(folder.toString(), null, "is another file system");
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        Files.delete(file);
        if (attributes.isRegularFile()) {
            removed.add(file);
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
        if (failure != null) {
            throw failure;
        }
        Files.delete(folder);
        return FileVisitResult.CONTINUE;
    }
}
