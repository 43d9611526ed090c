package io.eunomia.launcher.internal.boot;

import java.nio.file.Path;
import java.util.Map;

/**
 * The options of a container.
 *
 * @param storage the framework's own folder
 * @param daemon whether installed trackers and HTTP are wanted, or libbpf and runtime only
 * @param properties framework properties; bundles read them from their context
 */
public record ContainerOptions(Path storage, boolean daemon, Map<String, String> properties) {
    public ContainerOptions {
        properties = Map.copyOf(properties);
    }

    /** Tells whether the storage outlives the process. */
    boolean kept() {
        return properties.containsKey("eunomia.state");
    }
}
