package io.eunomia.launcher.internal.server;

import io.eunomia.launcher.internal.boot.Container;
import io.eunomia.launcher.internal.boot.ContainerOptions;
import io.eunomia.launcher.internal.boot.StateDirectory;
import io.eunomia.launcher.internal.config.ListenAddress;
import io.eunomia.libbpf.Libbpf;
import io.eunomia.runtime.FolderWatch;
import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.TrackerManager;
import io.eunomia.runtime.TrackerState;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running daemon. Owns state folder and framework; {@link #close} detaches every program. */
public final class Server implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);
    private static final Duration HTTP_TIME = Duration.ofSeconds(60);
    /** Work that the start leaves for later, compiling for instance, is done by then. */
    private static final Duration SETTLE_TIME = Duration.ofSeconds(5);

    private static final Duration WATCH_TIME = Duration.ofSeconds(5);
    private static final Duration CODE_TIME = Duration.ofSeconds(2);
    private static final Duration CODE_LOOK = Duration.ofMillis(5);

    private final StateDirectory state;
    private final Container container;
    private final HeldPort port;
    private final Libbpf libbpf;

    private Server(StateDirectory state, Container container, HeldPort port) {
        this.state = state;
        this.container = container;
        this.port = port;
        this.libbpf = container.service(Libbpf.class);
    }

    /**
     * Starts everything and returns when HTTP answers.
     *
     * @throws io.eunomia.launcher.internal.boot.BootException when it cannot; then nothing runs
     */
    public static Server start(ServerOptions options) {
        return start(options, () -> false);
    }

    /**
     * Starts as {@link #start(ServerOptions)} does, and gives up when the end is asked for.
     *
     * @param ended tells whether the end has been asked for: this method then returns as soon as it can, whether HTTP
     *     answers or not
     */
    public static Server start(ServerOptions options, BooleanSupplier ended) {
        StateDirectory state = StateDirectory.open(options.state());
        try {
            options.chooseLibbpf();
            return start(options, state, HeldPort.open(options.listen()), ended);
        } catch (RuntimeException e) {
            state.close();
            throw e;
        }
    }

    private static Server start(ServerOptions options, StateDirectory state, HeldPort port, BooleanSupplier ended) {
        Container container = null;
        try {
            container = Container.start(new ContainerOptions(state.bundles(), true,
                    options.frameworkProperties(port.address(), Container.READY_LEVEL)));
            container.offer(ServerSocketChannel.class, port.channel());
            Server server = new Server(state, container, port);
            server.open(options, ended);
            return server;
        } catch (RuntimeException e) {
            try (port) {
                if (container != null) {
                    container.close();
                }
            }
            throw e;
        }
    }

    private void open(ServerOptions options, BooleanSupplier ended) {
        libbpf.probes().mountMissingFileSystems().forEach(LOG::warn);
        container.startTrackers(ended);
        TrackerManager manager = container.service(TrackerManager.class);
        ConfiguredTrackers configured = new ConfiguredTrackers(manager);
        configured.start(options.trackers().stream().filter(entry -> !entry.mayCarryCode()).toList());
        for (Tracker tracker : manager.trackers()) {
            tracker.failure().ifPresent(failure -> LOG.error("tracker {} ({}) does not run: {}", tracker.name(),
                    tracker.id(), failure.message()));
        }
        if (ended.getAsBoolean()) {
            return;
        }
        container.startFaces(ended);
        // These come last, because code that blocks in a bundle keeps the framework from reaching another start level.
        configured.start(options.trackers().stream().filter(entry -> entry.mayCarryCode()).toList());
        awaitCode(manager, ended);
        awaitWatch();
        new ReadyProbe(port.address(), ended, new ComponentFailures(container)::first).await(HTTP_TIME);
    }

    /**
     * Waits for the first look at the watched folder, so that its trackers are as its files want when the daemon is ready;
     * a slow one does not keep the daemon from becoming ready.
     */
    private void awaitWatch() {
        try {
            for (FolderWatch watch : container.find(FolderWatch.class)) {
                if (!watch.awaitFirstLook(WATCH_TIME)) {
                    LOG.warn("the watched folder is still being looked through");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits a moment for trackers with Java code, which start beside all this; one that takes longer is not waited for. */
    private static void awaitCode(TrackerManager manager, BooleanSupplier ended) {
        long deadline = System.nanoTime() + CODE_TIME.toNanos();
        while (System.nanoTime() - deadline < 0 && !ended.getAsBoolean()
                && manager.trackers().stream().anyMatch(tracker -> tracker.state() == TrackerState.STARTING)) {
            LockSupport.parkNanos(CODE_LOOK.toNanos());
        }
    }

    public ListenAddress address() {
        return port.address();
    }

    /** Says in one line for people where the daemon is and what it runs. */
    public String summary() {
        List<Tracker> all = container.service(TrackerManager.class).trackers();
        long failed = all.stream().filter(tracker -> tracker.state() == TrackerState.FAILED).count();
        return port.address().url() + " (" + all.size() + (all.size() == 1 ? " tracker" : " trackers")
                + (failed == 0 ? "" : ", " + failed + " failed") + ")";
    }

    /** Waits until the framework has ended. */
    public void awaitEnd() throws InterruptedException {
        if (!container.awaitEnd(SETTLE_TIME)) {
            settle();
            container.awaitEnd();
        }
    }

    /**
     * Collects the garbage that the start leaves and that a daemon at rest would keep for hours. It collects twice, because
     * softly held objects go with the second collection only: time passes for them from one to the next.
     */
    private static void settle() {
        System.gc();
        System.gc();
    }

    @Override
    public void close() {
        try (state; port) {
            container.close();
        }
    }
}
