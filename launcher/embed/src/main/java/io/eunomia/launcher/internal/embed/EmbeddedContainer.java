package io.eunomia.launcher.internal.embed;

import io.eunomia.launcher.internal.boot.Container;
import io.eunomia.launcher.internal.boot.ContainerOptions;
import io.eunomia.launcher.internal.boot.StateDirectory;
import io.eunomia.launcher.internal.boot.TemporaryDirectory;
import io.eunomia.libbpf.Libbpf;
import io.eunomia.runtime.TrackerManager;
import io.eunomia.runtime.event.EventFormats;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.LoggerFactory;

/** Runs libbpf, the runtime and a store. Owns the framework and its folder, or the lock on it. */
public final class EmbeddedContainer implements AutoCloseable {
    /** Resolves on the caller's thread, because the resolver's own pool would outlive the framework. */
    private static final Map<String, String> ONE_RESOLVER = Map.of("felix.resolver.parallelism", "1");

    private final Runnable releaseFolder;
    private final Container container;
    private final TrackerManager manager;

    private EmbeddedContainer(Runnable releaseFolder, Container container) {
        this.releaseFolder = releaseFolder;
        this.container = container;
        this.manager = container.service(TrackerManager.class).by("the embedding program");
    }

    /**
     * Starts a container.
     *
     * @param state folder to keep trackers in, or null for a temporary one
     * @throws io.eunomia.launcher.internal.boot.BootException when it cannot be started; then nothing runs
     */
    public static EmbeddedContainer start(Path state) {
        Map<String, String> properties = new HashMap<>(ONE_RESOLVER);
        if (state == null) {
            TemporaryDirectory folder = new TemporaryDirectory();
            // Nobody takes over from a folder that is removed.
            properties.put("eunomia.persist", "never");
            return start(new ContainerOptions(folder.path(), false, properties), folder::close);
        }
        StateDirectory folder = StateDirectory.open(state);
        properties.put("eunomia.state", state.toAbsolutePath().toString());
        return start(new ContainerOptions(folder.bundles(), false, properties), folder::close);
    }

    private static EmbeddedContainer start(ContainerOptions options, Runnable releaseFolder) {
        Container container = null;
        try {
            container = Container.start(options);
            container.service(Libbpf.class).probes().mountMissingFileSystems()
                    .forEach(LoggerFactory.getLogger(EmbeddedContainer.class)::warn);
            container.startTrackers();
            return new EmbeddedContainer(releaseFolder, container);
        } catch (RuntimeException e) {
            if (container != null) {
                container.close();
            }
            releaseFolder.run();
            throw e;
        }
    }

    public TrackerManager manager() {
        return manager;
    }

    public EventFormats formats() {
        return container.service(EventFormats.class);
    }

    @Override
    public void close() {
        try {
            container.close();
        } finally {
            releaseFolder.run();
        }
    }
}
