package io.eunomia.launcher.internal.server;

import io.eunomia.launcher.internal.config.ServerSettings.TrackerEntry;
import io.eunomia.runtime.PackageSource;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.StartOptions.ExportRequest;
import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.TrackerManager;
import io.eunomia.runtime.TrackerState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the trackers that the configuration names. One that fails is logged and does not keep the others down. */
final class ConfiguredTrackers {
    private static final Logger LOG = LoggerFactory.getLogger(ConfiguredTrackers.class);

    private final TrackerManager manager;

    ConfiguredTrackers(TrackerManager manager) {
        this.manager = manager;
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
            }
        }
    }

    private void start(TrackerEntry entry) throws IOException {
        StartOptions options = new StartOptions(entry.file().isPresent() ? entry.name() : "", entry.arguments(),
                entry.attach(), entry.exports().stream().map(name -> new ExportRequest(name, Map.of())).toList());
        Optional<Tracker> installed = manager.find(nameOf(entry));
        if (installed.isPresent()) {
            restart(installed.get(), options);
        } else if (entry.file().isPresent()) {
            Path file = entry.file().get();
            manager.start(new PackageSource(nameOf(entry), Files.readAllBytes(file), file.toString()), options);
        } else {
            LOG.error("configured tracker {} is neither built in nor installed: name its package with file = \"…\"",
                    entry.name());
        }
    }

    /** From the last run, or built in: as the configuration wants it now. */
    private void restart(Tracker tracker, StartOptions options) {
        if (tracker.state() == TrackerState.RUNNING) {
            if (tracker.options().equals(options)) {
                return;
            }
            manager.stop(tracker.id());
        }
        manager.start(tracker.id(), options);
    }

    private static String nameOf(TrackerEntry entry) {
        return !entry.name().isEmpty() ? entry.name() : entry.file().orElseThrow().getFileName().toString()
                .replaceFirst("(\\.bpf)?\\.(o|json|jar)$", "");
    }

    private static String label(TrackerEntry entry) {
        return entry.name().isEmpty() ? entry.file().map(Path::toString).orElse("") : entry.name();
    }
}
