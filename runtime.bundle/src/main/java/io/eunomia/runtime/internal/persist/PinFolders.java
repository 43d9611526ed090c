package io.eunomia.runtime.internal.persist;

import io.eunomia.runtime.PinnedTrackers;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.file.TrustedPath;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The folders of the BPF file system that hold what stays in the kernel while no daemon runs:
 * {@code ROOT/STATE-ID/TRACKER-ID/…}, with pins of maps, programs and links at any depth below. In each state folder's folder
 * the symbolic link {@code state} names the state folder, so that one whose state folder is gone is known.
 *
 * <p>Names in that file system have no dot: the kernel refuses them with EPERM, also to those who only ask. Stateless: any
 * thread, one for each state folder.
 */
public final class PinFolders {
    /** Framework property: the root in place of {@link #DEFAULT_ROOT}, in a BPF file system. */
    public static final String ROOT_PROPERTY = "eunomia.persist.root";
    public static final Path DEFAULT_ROOT = Path.of("/sys/fs/bpf/eunomia");
    static final String STATE = "state";

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");
    private static final int OPEN_TO_OTHERS = 0077;

    private final Path root;
    private final Supplier<List<String>> mount;

    /** Uses a file system that is mounted. */
    public PinFolders(Path root) {
        this(root, List::of);
    }

    /** @param mount mounts the file system if it is allowed to, or returns what to do, a command a line */
    public PinFolders(Path root, Supplier<List<String>> mount) {
        this.root = root.toAbsolutePath().normalize();
        this.mount = mount;
    }

    /**
     * Uses the root that the framework is told.
     *
     * @param properties gives a framework property, or null
     * @param mount as {@link io.eunomia.libbpf.kernel.KernelProbes#mountMissingFileSystems}
     */
    public static PinFolders of(UnaryOperator<String> properties, Supplier<List<String>> mount) {
        String given = properties.apply(ROOT_PROPERTY);
        return new PinFolders(given == null ? DEFAULT_ROOT : Path.of(given), mount);
    }

    public Path root() {
        return root;
    }

    /**
     * Makes the folder of a state folder's pins, for this process's user alone, or finds it as it has to be.
     *
     * @param stateId of {@link StateId}
     * @throws TrackerException UNSUPPORTED without a BPF file system, NOT_PERMITTED when it is read-only or somebody else could
     *     change the pins, EXHAUSTED when it is full, CONFLICT when a copy of the state folder has the same id
     */
    public Path create(String stateId, Path stateFolder) {
        Path folder = child(folder(stateId));
        try {
            new StateLink(folder.resolve(STATE), stateId).name(stateFolder.toRealPath());
            return folder;
        } catch (IOException e) {
            throw PinFailure.of("made", folder.resolve(STATE), e);
        }
    }

    /** Makes a folder below the root, with those on the way to it, as {@link #create} does. @return the folder */
    public Path child(Path folder) {
        requireBelow(folder);
        Path way = root;
        try {
            new BpfFileSystem(root.getParent(), mount).require();
            TrustedPath.distrustOfWay(root).ifPresent(found -> {
                throw PinFailure.distrusted(found.problem(), found.remedy());
            });
            make(root);
            for (Path name : root.relativize(folder)) {
                way = way.resolve(name);
                if (!name.toString().isEmpty()) {
                    make(way);
                }
            }
            return folder;
        } catch (IOException e) {
            throw PinFailure.of("made", way, e);
        }
    }

    /** Lists the folders and pins in a folder, by name; none when there is no such folder. */
    public List<Path> children(Path folder) {
        requireBelow(folder);
        try {
            return PinScan.entries(folder);
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw PinFailure.of("read", folder, e);
        }
    }

    /** The path of a tracker's folder, whether there is one or not. */
    public Path tracker(String stateId, int trackerId) {
        return folder(stateId).resolve(Integer.toString(trackerId));
    }

    private Path folder(String stateId) {
        if (!StateId.isOne(stateId)) {
            throw new IllegalArgumentException("no id of a state folder: " + stateId);
        }
        return root.resolve(stateId);
    }

    private static void make(Path folder) throws IOException {
        try {
            Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        } catch (FileAlreadyExistsException e) {
            Optional<String> problem = problem(folder);
            if (problem.isPresent()) {
                throw PinFailure.distrusted(problem.get(), "remove it after a look at what is in it (rm -r " + folder + ")");
            }
        }
    }

    /** Tells what keeps a folder from being this user's alone. */
    static Optional<String> problem(Path folder) throws IOException {
        Map<String, Object> all = Files.readAttributes(folder, "unix:uid,mode,isDirectory,isSymbolicLink",
                LinkOption.NOFOLLOW_LINKS);
        if (!Boolean.TRUE.equals(all.get("isDirectory"))) {
            return Optional.of(folder + (Boolean.TRUE.equals(all.get("isSymbolicLink")) ? " is a symbolic link" : " is no folder"));
        }
        if ((Integer) all.get("uid") != TrustedPath.user()) {
            return Optional.of(folder + " belongs to the user " + Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).getName());
        }
        int open = (Integer) all.get("mode") & OPEN_TO_OTHERS;
        return open == 0 ? Optional.empty() : Optional.of(folder + " is open to other users");
    }

    /**
     * Removes a folder at or below the root with all that is in it. Links are removed and never followed, and no other file
     * system is entered. What the pins held is detached and freed some ms later, unless something else holds it.
     *
     * @return the pins that were removed, without folders and the link to the state folder; empty when there is no such folder
     * @throws IllegalArgumentException when the folder is not below the root
     * @throws TrackerException when something in it cannot be removed; the rest may be gone
     */
    public List<Path> remove(Path folder) {
        requireBelow(folder);
        try {
            return new PinRemover(root).remove(folder);
        } catch (IOException e) {
            throw PinFailure.of("removed", folder, e);
        }
    }

    /**
     * Removes the folder of a state folder's pins if no tracker has a folder in it, and then the root if it is empty, so that
     * nothing is left where nothing is pinned. No tracker of that state folder may be pinned meanwhile.
     */
    public void tidy(String stateId) {
        Path folder = folder(stateId);
        try {
            if (PinScan.trackerFolders(folder).isEmpty()) {
                remove(folder);
                Files.delete(root);
            }
        } catch (NoSuchFileException e) {
            // There is nothing to tidy.
        } catch (java.nio.file.DirectoryNotEmptyException e) {
            // Other state folders have pins.
        } catch (IOException e) {
            throw PinFailure.of("removed", folder, e);
        }
    }

    private void requireBelow(Path folder) {
        if (!folder.isAbsolute() || !folder.equals(folder.normalize()) || !folder.startsWith(root)) {
            throw new IllegalArgumentException(folder + " is not below " + root);
        }
    }

    /** Lists what is pinned for all state folders of this machine, by name. */
    public List<PinnedTrackers.Folder> found() {
        return found(StateId::read);
    }

    /** Lists the same. @param ids tells a state folder's id, as {@link StateId#read} does */
    public List<PinnedTrackers.Folder> found(Function<Path, Optional<String>> ids) {
        try {
            return new PinScan(root, ids).folders();
        } catch (IOException e) {
            throw PinFailure.of("read", root, e);
        }
    }
}
