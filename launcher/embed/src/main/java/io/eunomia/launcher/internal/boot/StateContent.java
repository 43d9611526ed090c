package io.eunomia.launcher.internal.boot;

import io.eunomia.runtime.file.TrustedPath;
import io.eunomia.runtime.file.TrustedPath.Distrust;
import io.eunomia.runtime.file.TrustedPath.Kind;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;

/**
 * Checks what an earlier run, or a restored backup, left in the state folder: jars and libraries whose code this process
 * runs. While the folder is closed to others their permissions do not matter, but their owner may still have a file open,
 * or another name for it. Confined to one thread.
 */
final class StateContent extends SimpleFileVisitor<Path> {
    // From include/uapi/linux/stat.h.
    private static final int WRITABLE_FOR_OTHERS = 0022;
    private static final int OPEN_TO_OTHERS = 0011;

    private final Path folder;
    private final int owner;
    private final boolean open;
    private Optional<Distrust> found = Optional.empty();

    private StateContent(Path folder, Map<String, Object> attributes) {
        this.folder = folder;
        owner = (Integer) attributes.get("uid");
        open = ((Integer) attributes.get("mode") & OPEN_TO_OTHERS) != 0;
    }

    /** Looks for content that others could change. @param folder trusted itself, before it is closed to others */
    static Optional<Distrust> distrust(Path folder) throws IOException {
        StateContent content = new StateContent(folder, Files.readAttributes(folder, "unix:uid,mode"));
        Files.walkFileTree(folder.toRealPath(), content);
        return content.found;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) throws IOException {
        return judge(path, attributes);
    }

    @Override
    public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) throws IOException {
        return judge(path, attributes);
    }

    @Override
    public FileVisitResult visitFileFailed(Path path, IOException why) {
        // The file is gone again, or not ours to open: the code that needs it will say so.
        return FileVisitResult.CONTINUE;
    }

    private FileVisitResult judge(Path path, BasicFileAttributes attributes) throws IOException {
        if (attributes.isSymbolicLink()) {
            found = TrustedPath.distrust(path).map(distrust -> switch (distrust.kind()) {
                case MODE, LINKS -> new Distrust(distrust.kind(), path + " is a symbolic link, and " + distrust.problem(),
                        "remove the link: what can be made anew is");
                case OWNER -> owned(distrust);
            });
        } else {
            Map<String, Object> all = Files.readAttributes(path, "unix:uid,mode", LinkOption.NOFOLLOW_LINKS);
            // A socket's permissions say who may connect, so they are not checked.
            boolean writable = !attributes.isOther() && ((Integer) all.get("mode") & WRITABLE_FOR_OTHERS) != 0;
            int his = (Integer) all.get("uid");
            if (his != 0 && his != owner || open && writable) {
                found = TrustedPath.distrustBelow(path.getParent(), path).map(distrust -> distrust.kind() == Kind.MODE
                        ? new Distrust(Kind.MODE, distrust.problem(), "chmod -R go-w " + folder
                                + ", after a look at what is in it") : owned(distrust));
            }
        }
        return found.isEmpty() ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
    }

    private static Distrust owned(Distrust distrust) {
        return new Distrust(Kind.OWNER, distrust.problem(),
                "chown -hR it to the user of this process, after a look at what is in it, or name another folder");
    }
}
