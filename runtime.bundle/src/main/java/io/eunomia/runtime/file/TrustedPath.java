package io.eunomia.runtime.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;

/**
 * Judges whether only root and this process's user can change a path. Every folder and link from the root folder on counts,
 * because whoever can rename one of them decides what is found at the path's end. The rule is sshd's for a user's keys.
 * Confined to one thread.
 */
public final class TrustedPath {
    // From include/uapi/linux/stat.h.
    private static final int STICKY = 01000;
    private static final int WRITABLE_FOR_OTHERS = 0022;
    private static final int ROOT = 0;
    /** The kernel follows as many links (MAXSYMLINKS). */
    private static final int MOST_LINKS = 40;

    private final boolean wayOnly;
    private final Deque<Path> left = new ArrayDeque<>();
    private Path reached;
    private int links;

    private TrustedPath(Path reached, Path rest, boolean wayOnly) {
        this.reached = reached;
        this.wayOnly = wayOnly;
        rest.forEach(left::add);
    }

    /** Why a path is not trusted. */
    public enum Kind {
        /** Another user owns the file, or a folder or link on the way to it. */
        OWNER,
        /** Other users may write there. */
        MODE,
        /** There are too many links to find out where the path leads. */
        LINKS
    }

    /**
     * @param problem why others could change what is there
     * @param remedy what to do about it
     */
    public record Distrust(Kind kind, String problem, String remedy) {
    }

    /**
     * @param path may end in something that does not exist yet
     * @return empty when nobody else can change what is there
     */
    public static Optional<Distrust> distrust(Path path) throws IOException {
        return new TrustedPath(Path.of("/"), path.toAbsolutePath(), false).fromRoot();
    }

    /**
     * Judges as {@link #distrust} does, but only the part of the path below a folder that has been judged already.
     *
     * @param folder absolute, without links
     * @param path below it; where a link leads out of the folder, all of the target's way is judged
     */
    public static Optional<Distrust> distrustBelow(Path folder, Path path) throws IOException {
        return new TrustedPath(folder, folder.relativize(path), false).walk();
    }

    /** Judges as {@link #distrust} does, but only the folders on the way to the path and not what is at its end. */
    public static Optional<Distrust> distrustOfWay(Path path) throws IOException {
        Path parent = path.toAbsolutePath().getParent();
        return parent == null ? Optional.empty() : new TrustedPath(Path.of("/"), parent, true).fromRoot();
    }

    /**
     * Returns the effective user id; see proc(5), /proc/pid/status. It is read at each call, which is seldom: most files
     * that are judged are root's.
     */
    public static int user() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("Uid:")).map(line -> line.split("\\s+")[2])
                    .mapToInt(Integer::parseUnsignedInt).findFirst().orElseThrow(() -> new IOException(
                            "/proc/self/status names no user"));
        }
    }

    private Optional<Distrust> fromRoot() throws IOException {
        Optional<Distrust> found = judge(!wayOnly && left.isEmpty());
        return found.isEmpty() ? walk() : found;
    }

    private Optional<Distrust> walk() throws IOException {
        Optional<Distrust> found = Optional.empty();
        while (found.isEmpty() && !left.isEmpty()) {
            String name = left.remove().toString();
            if (name.equals("..")) {
                reached = reached.getParent() == null ? reached : reached.getParent();
            } else if (!name.equals(".") && !name.isEmpty()) {
                reached = reached.resolve(name);
                try {
                    found = Files.isSymbolicLink(reached) ? follow() : judge(!wayOnly && left.isEmpty());
                } catch (NoSuchFileException e) {
                    return Optional.empty();
                }
            }
        }
        return found;
    }

    private Optional<Distrust> follow() throws IOException {
        Optional<Distrust> foreign = foreign("symbolic link ", (Integer) Files.getAttribute(reached, "unix:uid",
                LinkOption.NOFOLLOW_LINKS));
        if (foreign.isPresent()) {
            return foreign;
        }
        if (++links > MOST_LINKS) {
            return Optional.of(new Distrust(Kind.LINKS, reached + " is one of too many symbolic links", "name the path itself"));
        }
        Path target = Files.readSymbolicLink(reached);
        Path link = reached;
        reached = target.isAbsolute() ? Path.of("/") : link.getParent();
        Deque<Path> next = new ArrayDeque<>();
        target.forEach(next::add);
        while (!next.isEmpty()) {
            left.addFirst(next.removeLast());
        }
        return Optional.empty();
    }

    private Optional<Distrust> judge(boolean last) throws IOException {
        Map<String, Object> all = Files.readAttributes(reached, "unix:uid,mode", LinkOption.NOFOLLOW_LINKS);
        Optional<Distrust> foreign = foreign("", (Integer) all.get("uid"));
        int mode = (Integer) all.get("mode");
        // In a sticky folder such as /tmp nobody can rename or remove what belongs to somebody else.
        boolean writable = (mode & WRITABLE_FOR_OTHERS) != 0 && (last || (mode & STICKY) == 0);
        if (foreign.isPresent() || !writable || Files.getFileStore(reached).isReadOnly()) {
            return foreign;
        }
        boolean everybody = (mode & 0002) != 0;
        return Optional.of(new Distrust(Kind.MODE, reached + " may be written by " + (everybody ? "everybody"
                : "the group " + Files.getAttribute(reached, "posix:group", LinkOption.NOFOLLOW_LINKS)),
                "chmod " + (everybody ? (mode & 0020) != 0 ? "o-w,g-w " : "o-w " : "g-w ") + reached));
    }

    private Optional<Distrust> foreign(String what, int owner) throws IOException {
        return owner == ROOT || owner == user() ? Optional.empty() : Optional.of(new Distrust(Kind.OWNER, what + reached
                + " belongs to the user " + Files.getOwner(reached, LinkOption.NOFOLLOW_LINKS).getName()
                + ", who could change it at any time", "chown it to root or to the user of this process, after a look at"
                        + " what is in it, or name another path"));
    }
}
