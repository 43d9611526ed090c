package io.eunomia.runtime.internal.watch;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.Origin;
import io.eunomia.runtime.PackageSource;
import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.TrackerManager;
import io.eunomia.runtime.TrackerState;
import io.eunomia.runtime.file.RegularFile;
import io.eunomia.runtime.file.TrustedPath;
import io.eunomia.runtime.internal.parse.PackageLimits;
import io.eunomia.runtime.internal.store.PackageDigest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the trackers follow the files. A tracker belongs to the file that its origin names, which the manager keeps
 * across restarts: whatever is cut short here is taken up again by applying the file once more. One action at a time.
 */
final class FileTrackers {
    private static final Pattern NAMES = Pattern.compile("[^.].*\\.(json|jar|bpf\\.o)", Pattern.DOTALL);
    private static final Pattern NOT_PRINTED = Pattern.compile("[\\p{Cntrl}\\u0080-\\u009f\\u2028\\u2029]");
    private static final Logger LOG = LoggerFactory.getLogger(FileTrackers.class);

    private final TrackerManager manager;
    private final boolean adopt;
    /** Files refused for a conflict with another tracker, in the order of their last attempts. */
    private final Map<Path, Look> refused = new LinkedHashMap<>();
    /** Ids of the trackers that were there when the refused files were last tried. */
    private Set<Integer> seen = Set.of();
    /** Digests of what was last read, by file. */
    private final Map<Path, String> digests = new HashMap<>();
    private final PackageLimits limits = PackageLimits.forThisProcess();

    /** Makes the trackers follow the files. @param adopt whether files take names from trackers of others */
    FileTrackers(TrackerManager manager, boolean adopt) {
        this.manager = manager;
        this.adopt = adopt;
    }

    /**
     * Tries refused files again when trackers have come or gone since the last time, because the names they want may be
     * free now. It is asked at each look, because events of the framework come on a thread that the code of others may
     * hold.
     */
    synchronized void retryRefused() {
        if (refused.isEmpty()) {
            return;
        }
        Set<Integer> ids = manager.trackers().stream().map(Tracker::id).collect(Collectors.toSet());
        if (!ids.equals(seen)) {
            seen = ids;
            new LinkedHashMap<>(refused).forEach(this::apply);
        }
    }

    /** Tells whether a file counts: hidden files are those that editors and copying programs have not finished. */
    static boolean accepts(String fileName) {
        return NAMES.matcher(fileName).matches();
    }

    /** Removes trackers whose file was deleted while nobody looked. */
    synchronized void removeVanished() {
        for (Tracker tracker : manager.trackers()) {
            boolean watched = tracker.origin().kind() == Origin.Kind.WATCHED;
            if (watched && Files.notExists(Path.of(tracker.origin().key()))) {
                remove(Path.of(tracker.origin().key()));
            }
        }
    }

    /**
     * Makes a file's tracker what the file says, because the file is there, is new, or has changed. Never throws for a bad
     * file.
     */
    synchronized void apply(Path file, Look look) {
        refused.remove(file);
        if (!isPrintable(file)) {
            report(file, Failure.of(FailureKind.BAD_PACKAGE, "the file's name has a character that cannot be printed,"
                    + " such as a newline", "rename the file: its name is the tracker's, in logs and lists"));
            return;
        }
        if (!look.problem().isEmpty()) {
            report(file, Failure.of(FailureKind.BAD_PACKAGE, look.problem(), look.remedy()));
            return;
        }
        try {
            byte[] content = RegularFile.readUnlinked(look.target(), limits.packageBytes());
            requireTrusted(look.target());
            digests.put(file, PackageDigest.of(content));
            apply(file, content);
            ErrorFile.of(file).clear();
        } catch (NoSuchFileException e) {
            LOG.debug("{} went again before it was read", file, e);
        } catch (IOException e) {
            report(file, Failure.of(FailureKind.TOO_LARGE, file + " cannot be read: " + e.getMessage(),
                    "at most " + limits.packageBytes() + " bytes are taken"));
        } catch (TrackerException e) {
            report(file, e.failure());
            if (e.failure().kind() == FailureKind.CONFLICT) {
                refused.put(file, look);
            }
        } catch (RuntimeException e) {
            LOG.error("watched file {}", file, e);
            report(file, Failure.of(FailureKind.INTERNAL, "unexpected: " + e, "the daemon's log says where it came from"));
        }
    }

    /** Checks the path after the reading, so that nothing can have been put in the place of what was checked. */
    private static void requireTrusted(Path target) throws IOException {
        TrustedPath.distrust(target).ifPresent(distrust -> {
            throw new TrackerException(Failure.of(FailureKind.BAD_PACKAGE, distrust.problem(), distrust.remedy()));
        });
    }

    /** Applies a file only if its content differs from what was last applied, whatever that led to. */
    synchronized void applyIfOther(Path file, Look look) {
        try {
            if (look.problem().isEmpty() && isPrintable(file) && !PackageDigest.of(RegularFile.readUnlinked(look.target(),
                    limits.packageBytes())).equals(digests.get(file))) {
                apply(file, look);
            }
        } catch (IOException e) {
            LOG.debug("{} cannot be read again", file, e);
        }
    }

    private void apply(Path file, byte[] content) {
        PackageSource source = new PackageSource(file.getFileName().toString(), content, "watched " + file)
                .ownedBy(Origin.watched(file)).adopting(adopt);
        // The file decides what the tracker is, whatever it was before.
        Tracker tracker = by(file).declare(source, Optional.empty());
        // A tracker that somebody stopped stays so; one that failed is tried again, because its file may have been
        // corrected.
        if (tracker.state() == TrackerState.FAILED) {
            by(file).start(tracker.id());
        }
    }

    /** Returns the manager with the caller that the log will name. */
    private TrackerManager by(Path file) {
        return manager.by("watched file " + file);
    }

    private Optional<Tracker> owned(Path file) {
        return manager.trackers().stream().filter(tracker -> tracker.origin().equals(Origin.watched(file))).findFirst();
    }

    private static void report(Path file, Failure failure) {
        LOG.warn("watched file {}: {}{}", shown(file), failure.message(),
                failure.hint().isEmpty() ? "" : "; " + failure.hint());
        ErrorFile.of(file).write(Discretion.about(failure));
    }

    private static boolean isPrintable(Path file) {
        return !NOT_PRINTED.matcher(file.getFileName().toString()).find();
    }

    private static String shown(Path file) {
        return NOT_PRINTED.matcher(file.toString())
                .replaceAll(found -> String.format("\\\\u%04x", (int) found.group().charAt(0)));
    }

    /** Removes a file's tracker, because the file is gone. */
    synchronized void remove(Path file) {
        refused.remove(file);
        digests.remove(file);
        try {
            owned(file).ifPresent(tracker -> {
                by(file).uninstall(tracker.id());
            });
        } catch (TrackerException e) {
            LOG.error("watched file {} is gone, but its tracker stays: {} {}", file, e.failure().message(),
                    e.failure().hint());
        }
        ErrorFile.of(file).clear();
    }
}
