package io.eunomia.launcher.internal.boot;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.connect.ConnectContent;
import org.osgi.framework.connect.ConnectModule;

/**
 * Stands for a jar that was on the class path when the framework's store was written and is there no more: another release,
 * or a distribution with parts left out. Without it Felix looks for a copy that it never made, and logs an error with a stack
 * trace. The bundle is empty, and is uninstalled before the framework starts.
 *
 * @param symbolicName of the bundle that the store has
 */
record AbsentModule(String symbolicName) implements ConnectModule, ConnectContent {

    @Override
    public ConnectContent getContent() {
        return this;
    }

    @Override
    public Optional<Map<String, String>> getHeaders() {
        return Optional.of(Map.of("Bundle-ManifestVersion", "2", "Bundle-SymbolicName", symbolicName));
    }

    @Override
    public Iterable<String> getEntries() {
        return List.of();
    }

    @Override
    public Optional<ConnectEntry> getEntry(String path) {
        return Optional.empty();
    }

    @Override
    public Optional<ClassLoader> getClassLoader() {
        return Optional.of(ClassLoader.getPlatformClassLoader());
    }

    @Override
    public void open() {
        // There is nothing to open.
    }

    @Override
    public void close() {
        // There is nothing to close.
    }
}
