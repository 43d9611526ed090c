package io.eunomia.launcher.internal.server;

import io.eunomia.launcher.internal.config.Limit;
import io.eunomia.launcher.internal.config.ListenAddress;
import io.eunomia.launcher.internal.config.ServerSettings.TrackerEntry;
import io.eunomia.shell.wire.ShellAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that the daemon needs to know.
 *
 * @param libbpf path of a libbpf, {@code system}, or empty for the one of the distribution
 * @param watch the watched folder
 * @param allowCode whether tracker bundles with Java code are taken over HTTP
 */
public record ServerOptions(ListenAddress listen, Path state, boolean builtIn, String libbpf, Optional<WatchFolder> watch,
        boolean allowCode,
        Map<Limit, Long> limits, List<TrackerEntry> trackers) {

    /** As the bundles read them. */
    Map<String, String> frameworkProperties(ListenAddress reserved) {
        Map<String, String> all = new HashMap<>();
        all.put("org.apache.felix.http.host", reserved.host());
        all.put("org.osgi.service.http.port", Integer.toString(reserved.port()));
        // Two cores serve an API of a few requests a second; a stream of events holds no thread of this pool.
        all.put("org.apache.felix.http.jetty.threadpool.max", "32");
        all.put("org.apache.felix.http.jetty.acceptors", "1");
        all.put("org.apache.felix.http.jetty.selectors", "1");
        all.put("eunomia.state", state.toAbsolutePath().toString());
        all.put("eunomia.shell.socket", state.toAbsolutePath().resolve(ShellAddress.FILE).toString());
        all.put("eunomia.http.allow-code", Boolean.toString(allowCode));
        watch.ifPresent(folder -> all.putAll(folder.frameworkProperties()));
        limits.forEach((limit, value) -> all.put(limit.property(), value.toString()));
        return all;
    }

    /** A system property, since the library is the process's and not a framework's. */
    void chooseLibbpf() {
        if (!libbpf.isEmpty()) {
            System.setProperty("eunomia.libbpf", libbpf);
        }
    }
}
