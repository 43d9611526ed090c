package io.eunomia.runtime.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Whether a path is in the hands of root and of this process's user alone, from the root folder on, links included: who can
 * rename one of its folders decides what is found at its end. The rule is that of sshd for a user's keys. Confined to one
 * thread.
 */
public final class TrustedPath {
    // From include/uapi/linux/stat.h.
    private static final int STICKY = 01000;
    private static final int WRITABLE_FOR_OTHERS = 0022;
    private static final int ROOT = 0;
    /** As the kernel has it, MAXSYMLINKS. */
    private static final int MOST_LINKS = 40;

    private final int user;
    private final boolean wayOnly;
    private final Deque<Path> left = new ArrayDeque<>();
    private Path reached = Path.of("/");
    private int links;

    private TrustedPath(Path path, int user, boolean wayOnly) {
        this.user = user;
        this.wayOnly = wayOnly;
        path.toAbsolutePath().forEach(left::add);
    }

    /**
     * @param problem why others could change what is there
     * @param remedy what to do about it
     */
    public record Distrust(String problem, String remedy) {
    }

    /**
     * @param path may end in what does not exist yet
     * @return empty when nobody else can change what is there
     */
    public static Optional<Distrust> distrust(Path path) throws IOException {
        return new TrustedPath(path, user(), false).walk();
    }

    /** As {@link #distrust}, of the folders on the way to the path and not of what is at its end. */
    public static Optional<Distrust> distrustOfWay(Path path) throws IOException {
        Path parent = path.toAbsolutePath().getParent();
        return parent == null ? Optional.empty() : new TrustedPath(parent, user(), true).walk();
    }

    /** The effective one; proc(5), /proc/pid/status. */
    private static int user() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("Uid:")).map(line -> line.split("\\s+")[2])
                    .mapToInt(Integer::parseUnsignedInt).findFirst().orElseThrow(() -> new IOException(
                            "/proc/self/status names no user"));
        }
    }

    private Optional<Distrust> walk() throws IOException {
        Optional<Distrust> found = judge(!wayOnly && left.isEmpty());
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
        Optional<Distrust> foreign = foreign("symbolic link ");
        if (foreign.isPresent()) {
            return foreign;
        }
        if (++links > MOST_LINKS) {
            return Optional.of(new Distrust(reached + " is one of too many symbolic links", "name the path itself"));
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
        Optional<Distrust> foreign = foreign("");
        int mode = (Integer) Files.getAttribute(reached, "unix:mode", LinkOption.NOFOLLOW_LINKS);
        // In a sticky folder such as /tmp nobody can rename or remove what belongs to somebody else.
        boolean writable = (mode & WRITABLE_FOR_OTHERS) != 0 && (last || (mode & STICKY) == 0);
        if (foreign.isPresent() || !writable || Files.getFileStore(reached).isReadOnly()) {
            return foreign;
        }
        boolean everybody = (mode & 0002) != 0;
        return Optional.of(new Distrust(reached + " may be written by " + (everybody ? "everybody"
                : "the group " + Files.getAttribute(reached, "posix:group", LinkOption.NOFOLLOW_LINKS)),
                "chmod " + (everybody ? (mode & 0020) != 0 ? "o-w,g-w " : "o-w " : "g-w ") + reached));
    }

    private Optional<Distrust> foreign(String what) throws IOException {
        int owner = (Integer) Files.getAttribute(reached, "unix:uid", LinkOption.NOFOLLOW_LINKS);
        return owner == ROOT || owner == user ? Optional.empty() : Optional.of(new Distrust(what + reached
                + " belongs to the user " + Files.getOwner(reached, LinkOption.NOFOLLOW_LINKS).getName()
                + ", who could change it at any time", "chown it to root or to the user of this process, after a look at"
                        + " what is in it, or name another path"));
    }
}
