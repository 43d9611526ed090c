package io.eunomia.launcher.internal.server;

import io.eunomia.launcher.internal.config.ServerSettings.TrackerEntry;
import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.core.KernelTypes;
import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.GivenTypes;
import io.eunomia.runtime.Origin;
import io.eunomia.runtime.PackageSource;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.TrackerManager;
import io.eunomia.runtime.TrackerState;
import io.eunomia.runtime.file.PackageName;
import io.eunomia.runtime.file.RegularFile;
import io.eunomia.runtime.file.TrustedPath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the trackers that the configuration names. One that fails is logged and does not keep the others down. */
final class ConfiguredTrackers {
    private static final Logger LOG = LoggerFactory.getLogger(ConfiguredTrackers.class);

    /** The most bytes of a package. */
    private static final int MOST_BYTES = 64 << 20;

    private final TrackerManager manager;

    ConfiguredTrackers(TrackerManager manager) {
        this.manager = manager.by("the configuration");
    }

    void start(List<TrackerEntry> entries) {
        for (TrackerEntry entry : entries) {
            try {
                start(entry);
            } catch (TrackerException e) {
                LOG.error("configured tracker {} does not run: {} {}", label(entry), e.failure().message(),
                        e.failure().hint());
            } catch (IOException e) {
                LOG.error("configured tracker {} does not run: {} cannot be read: {}", label(entry),
                        entry.file().map(Path::toString).orElse(""), e.getMessage());
            } catch (BpfException e) {
                LOG.error("configured tracker {} does not run: {}", label(entry), e.getMessage());
            }
        }
    }

    private void start(TrackerEntry entry) throws IOException {
        StartOptions plain = entry.file().isPresent() ? entry.options().withName(entry.name()) : entry.options();
        StartOptions options = plain.withBtf(entry.btf().map(ConfiguredTrackers::types));
        Optional<Tracker> installed = manager.find(nameOf(entry));
        if (entry.file().isPresent()) {
            start(entry, entry.file().get(), options);
        } else if (installed.isPresent()) {
            restart(installed.get(), options);
        } else {
            LOG.error("configured tracker {} is neither built in nor installed: name its package with file = \"…\"",
                    entry.name());
        }
    }

    /** Reads kernel types as the client's {@code --btf} does. */
    private static GivenTypes types(Path file) {
        KernelTypes types = KernelTypes.read(file).named();
        return GivenTypes.of(types.name(), types.section());
    }

    /**
     * Starts an entry's tracker. A file that has changed since the last run updates its tracker; if it cannot, the version
     * before runs.
     */
    private void start(TrackerEntry entry, Path file, StartOptions options) throws IOException {
        PackageSource source = new PackageSource(nameOf(entry), read(file), file.toString())
                .ownedBy(owner(entry, file)).adopting(entry.adopt());
        restart(manager.declare(source, Optional.of(options)), options);
    }

    /**
     * Returns the tracker's origin. Former releases did not note whether the entry had a name, so a tracker of theirs is
     * known by its file.
     */
    private Origin owner(TrackerEntry entry, Path file) {
        Origin byFile = Origin.configured(file.toString());
        return entry.name().isEmpty() ? byFile : manager.find(entry.name()).map(Tracker::origin).filter(byFile::equals)
                .orElse(Origin.configured(entry.name()));
    }

    /**
     * Reads a package. The folders on the way must be trusted too, so that nothing can be put in the file's place before it
     * is read.
     */
    private static byte[] read(Path file) throws IOException {
        TrustedPath.distrust(file).ifPresent(distrust -> {
            throw new TrackerException(Failure.of(FailureKind.BAD_PACKAGE, distrust.problem()
                    + ", and whoever can write there loads programs into the kernel:", distrust.remedy()));
        });
        return RegularFile.read(file, MOST_BYTES);
    }

    /** Starts a tracker that is built in or from the last run with the options that the configuration wants now. */
    private void restart(Tracker tracker, StartOptions options) {
        if (tracker.state() == TrackerState.RUNNING) {
            if (tracker.options().equals(options.unnamed())) {
                return;
            }
            manager.stop(tracker.id());
        }
        manager.start(tracker.id(), options);
    }

    private static String nameOf(TrackerEntry entry) {
        return !entry.name().isEmpty() ? entry.name() : PackageName.of(entry.file().orElseThrow()
                .getFileName().toString());
    }

    private static String label(TrackerEntry entry) {
        return entry.name().isEmpty() ? entry.file().map(Path::toString).orElse("") : entry.name();
    }
}
