package io.eunomia.launcher.internal.server;

import io.eunomia.launcher.internal.boot.Home;
import io.eunomia.launcher.internal.config.Limit;
import io.eunomia.launcher.internal.config.ListenAddress;
import io.eunomia.launcher.internal.config.ServerSettings.TrackerEntry;
import io.eunomia.shell.wire.ShellAddress;
import java.io.File;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The options that the daemon is started with.
 *
 * @param libbpf path of a libbpf, {@code system}, or empty for the one of the distribution
 * @param btf types of the kernel in place of those that it shows
 * @param watch the watched folder
 * @param watchAdopts whether files of the watched folder take names from trackers of others
 * @param allowCode whether tracker bundles with Java code are taken over HTTP
 * @param persist which trackers stay in the kernel while no daemon runs
 */
public record ServerOptions(ListenAddress listen, Path state, boolean builtIn, String libbpf, Optional<Path> btf, Optional<WatchFolder> watch,
        boolean watchAdopts, boolean allowCode,
        Persist persist, Map<Limit, Long> limits, List<TrackerEntry> trackers) {

    /** Says which trackers stay in the kernel while no daemon runs, for the next one to take over. */
    public enum Persist {
        /** Those whose options ask for it. */
        AS_ASKED,
        /** All but those whose options refuse it. */
        ALL,
        /** None; the daemon leaves nothing in the kernel. */
        NEVER
    }

    /** Returns the properties that the bundles read. @param held where it listens @param readyLevel at which all is up */
    Map<String, String> frameworkProperties(ListenAddress held, int readyLevel) {
        Map<String, String> all = new HashMap<>();
        all.put("eunomia.http.host", held.host());
        all.put("eunomia.http.port", Integer.toString(held.port()));
        all.put("eunomia.http.ready-level", Integer.toString(readyLevel));
        // Felix opens a connector before it asks for ours, which then takes its place. It is on a free port, for a moment.
        all.put("org.apache.felix.http.host", "127.0.0.1");
        all.put("org.osgi.service.http.port", "0");
        // None of these threads waits for a client or for the kernel: requests that have to wait are served by threads of
        // our own.
        all.put("org.apache.felix.http.jetty.threadpool.max", "12");
        all.put("org.apache.felix.http.jetty.acceptors", "1");
        all.put("org.apache.felix.http.jetty.selectors", "1");
        all.put("eunomia.connections.reserved", "true");
        all.put("eunomia.state", state.toAbsolutePath().toString());
        all.put("eunomia.shell.socket", state.toAbsolutePath().resolve(ShellAddress.FILE).toString());
        all.put("eunomia.persist", persist.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        all.put("eunomia.http.allow-code", Boolean.toString(allowCode));
        all.put("eunomia.trackers.builtin", builtIns());
        all.put("eunomia.watch.adopt", Boolean.toString(watchAdopts));
        watch.ifPresent(folder -> all.putAll(folder.frameworkProperties()));
        limits.forEach((limit, value) -> all.put(limit.property(), value.toString()));
        return all;
    }

    /** Returns the built-in trackers' jars as a class path; empty for none. */
    private String builtIns() {
        Optional<Home> home = builtIn ? Home.find() : Optional.empty();
        return home.map(Home::unasked).orElse(List.of()).stream().map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Sets a system property, because the library is the process's and not a framework's. */
    void chooseLibbpf() {
        if (!libbpf.isEmpty()) {
            System.setProperty("eunomia.libbpf", libbpf);
        }
        btf.ifPresent(file -> System.setProperty("eunomia.btf", file.toString()));
    }
}
