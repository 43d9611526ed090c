package io.eunomia.trackers.testing;

import io.eunomia.libbpf.Libbpf;
import io.eunomia.libbpf.LibbpfLibrary;
import io.eunomia.runtime.PackageSource;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.TrackerStats.ProgramStats;
import io.eunomia.runtime.TrackerStats.StreamLedger;
import io.eunomia.runtime.descriptor.TrackerPackage;
import io.eunomia.runtime.display.DisplayReading;
import io.eunomia.runtime.event.Subscription;
import io.eunomia.runtime.event.SubscriptionOptions;
import io.eunomia.runtime.internal.engine.ActiveTracker;
import io.eunomia.runtime.internal.engine.TrackerEngine;
import io.eunomia.runtime.internal.parse.PackageLimits;
import io.eunomia.runtime.internal.parse.PackageParser;
import io.eunomia.runtime.internal.stream.EventLoop;
import io.eunomia.runtime.internal.stream.TrackerHub;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/**
 * The tracker of the module under test, at work on this machine's kernel: from its bundle through parser and engine
 * to decoded events. Owned by the test.
 */
public final class TrackerRun implements AutoCloseable {
    private static final int BUFFER_BYTES = 16 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final LibbpfLibrary library = LibbpfLibrary.load();
    private final EventLoop loop = new EventLoop(library.libbpf().newEpoll());
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor();
    private final TrackerHub hub = new TrackerHub();
    private final SeenEvents seen = new SeenEvents();
    private ActiveTracker tracker;
    private Subscription subscription;

    private TrackerRun() {
    }

    /** @param name of the tracker @param arguments as a user gives them */
    public static TrackerRun start(String name, Map<String, String> arguments) {
        TrackerRun run = new TrackerRun();
        try {
            run.library.libbpf().probes().mountMissingFileSystems();
            StartOptions options = new StartOptions("", arguments, Map.of(), List.of());
            run.tracker = new TrackerEngine(run.library.libbpf(), run.loop, run.ticker)
                    .start(trackerPackage(name), options, run.hub);
            run.subscription = run.hub.subscribe(new SubscriptionOptions("test", "", BUFFER_BYTES));
            return run;
        } catch (RuntimeException e) {
            run.close();
            throw e;
        }
    }

    /** The package as the runtime reads it from the tracker's bundle. */
    public static TrackerPackage trackerPackage(String name) {
        return new PackageParser(PackageLimits.forThisProcess()).parse(new PackageSource("", bundle(name), "test"));
    }

    private static byte[] bundle(String name) {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(new Attributes.Name("Bundle-ManifestVersion"), "2");
        manifest.getMainAttributes().put(new Attributes.Name("Bundle-SymbolicName"), "io.eunomia.trackers.testing." + name);
        manifest.getMainAttributes().put(new Attributes.Name("Eunomia-Tracker"), "tracker.json");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            for (String entry : List.of("tracker.json", "bpf/" + name + ".bpf.o")) {
                jar.putNextEntry(new ZipEntry(entry));
                jar.write(resource(entry));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = TrackerRun.class.getClassLoader().getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException(name + " is not among the module's resources");
            }
            return in.readAllBytes();
        }
    }

    public Libbpf libbpf() {
        return library.libbpf();
    }

    /** The programs that were chosen for this kernel. */
    public List<ProgramStats> programs() {
        return tracker.programs();
    }

    /** Detaches, reads every map to its end. @return all events of the run in order */
    public List<SeenEvent> stop() throws InterruptedException {
        tracker.close();
        while (subscription.poll(seen, 1000, PATIENCE) > 0) {
            // Kept by seen.
        }
        if (subscription.dropped() > 0) {
            throw new AssertionError("the test's own buffer dropped " + subscription.dropped() + " events");
        }
        return seen.events();
    }

    /** What a display has by now. */
    public DisplayReading display(String name) {
        return hub.displays().read(name);
    }

    public StreamLedger ledger(String stream) {
        return hub.streamLedgers().stream().filter(l -> l.stream().equals(stream)).findFirst().orElseThrow();
    }

    @Override
    public void close() {
        if (tracker != null) {
            tracker.close();
        }
        ticker.shutdownNow();
        loop.close();
        library.close();
    }
}
