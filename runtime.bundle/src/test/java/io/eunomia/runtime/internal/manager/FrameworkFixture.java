package io.eunomia.runtime.internal.manager;

import io.eunomia.libbpf.LibbpfLibrary;
import io.eunomia.runtime.TrackerManager;
import io.eunomia.runtime.internal.engine.TrackerEngine;
import io.eunomia.runtime.internal.stream.EventLoop;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.hooks.bundle.EventHook;
import org.osgi.framework.hooks.service.EventListenerHook;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/** A Felix framework with the manager's parts in it, as the component puts them together; state survives a restart. */
public final class FrameworkFixture {
    /** Short, since some tests let code block. */
    private static final Duration CODE_TIME = Duration.ofMillis(700);

    final Framework framework;
    final TrackerRegistry registry = new TrackerRegistry();
    final ManagedTrackers trackers;
    private final LibbpfLibrary library = LibbpfLibrary.load();
    private final EventLoop loop = new EventLoop(library.libbpf().newEpoll());
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor();
    private final TrackerEngine engine;
    private final TrackerExtender extender;
    private final CodeStarts codeStarts;

    public FrameworkFixture(Path state) throws BundleException {
        this(state, 1);
    }

    /** @param level at which trackers start; the framework stays at 1 */
    FrameworkFixture(Path state, int level) throws BundleException {
        library.libbpf().probes().mountMissingFileSystems();
        framework = ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow().newFramework(Map.of(
                Constants.FRAMEWORK_STORAGE, state.resolve("bundles").toString(),
                Constants.FRAMEWORK_SYSTEMCAPABILITIES_EXTRA,
                "osgi.extender;osgi.extender=\"eunomia.tracker\";version:Version=\"1.0.0\""));
        framework.init();
        framework.adapt(FrameworkStartLevel.class).setInitialBundleStartLevel(level);
        framework.start();
        BundleContext context = framework.getBundleContext();
        new KernelCapability(context, library.libbpf().probes()).provide();
        TrackerStore store = new TrackerStore(state.resolve("trackers.json"));
        engine = new TrackerEngine(library.libbpf(), loop, ticker);
        PackageCopies copies = new PackageCopies(state.resolve("packages"));
        new Recovery(context, store, copies).run();
        CodeGuard guard = new CodeGuard(registry);
        context.registerService(new String[] {EventHook.class.getName(), EventListenerHook.class.getName()}, guard, null);
        BundleActions actions = new BundleActions(CODE_TIME, guard, registry);
        extender = new TrackerExtender(context, store, copies, registry, engine, actions);
        trackers = new ManagedTrackers(new Installations(context, store, registry, copies, actions), registry, engine, 8);
        extender.open();
        codeStarts = CodeStarts.of(context, trackers, store, registry);
    }

    public TrackerManager manager() {
        return trackers;
    }

    public void close() throws BundleException, InterruptedException {
        codeStarts.close();
        extender.close();
        engine.close();
        framework.stop();
        framework.waitForStop(0);
        ticker.shutdownNow();
        loop.close();
        library.close();
    }
}
