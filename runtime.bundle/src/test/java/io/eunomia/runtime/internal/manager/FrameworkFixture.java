package io.eunomia.runtime.internal.manager;

import io.eunomia.libbpf.LibbpfLibrary;
import io.eunomia.runtime.TrackerManager;
import io.eunomia.runtime.export.ExportHandler;
import io.eunomia.runtime.internal.bundle.KernelCapability;
import io.eunomia.runtime.internal.engine.TrackerEngine;
import io.eunomia.runtime.internal.enrich.Enrichers;
import io.eunomia.runtime.internal.export.RegisteredHandlers;
import io.eunomia.runtime.internal.format.RegisteredFormats;
import io.eunomia.runtime.internal.lifecycle.TrackerRegistry;
import io.eunomia.runtime.internal.persist.PersistMode;
import io.eunomia.runtime.internal.persist.PinFolders;
import io.eunomia.runtime.internal.store.TrackerStore;
import io.eunomia.runtime.internal.stream.EventLoop;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.util.tracker.ServiceTracker;

/** A Felix framework with the manager's parts in it, as the component puts them together; state survives a restart. */
public final class FrameworkFixture {
    /** Short, since some tests let code block. */
    private static final Duration CODE_TIME = Duration.ofMillis(700);

    final Framework framework;
    final TrackerRegistry registry;
    final ManagedTrackers trackers;
    final RegisteredFormats formats = new RegisteredFormats();
    private final LibbpfLibrary library = LibbpfLibrary.load();
    private final EventLoop loop = new EventLoop(library.libbpf().newEpoll());
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor();
    final TrackerEngine engine;
    private final ManagerParts parts;

    public FrameworkFixture(Path state) throws BundleException {
        this(state, Optional.empty(), 1);
    }

    /**
     * @param builtIns jars of a distribution
     * @param level at which trackers start; the framework stays at 1
     */
    FrameworkFixture(Path state, Optional<List<Path>> builtIns, int level) throws BundleException {
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
        engine = new TrackerEngine(library.libbpf(), loop, ticker);
        parts = new ManagerParts(context, engine, new TrackerStore(state.resolve("trackers.json")),
                new ManagerParts.Settings(CODE_TIME, 8, builtIns, false, true, PersistMode.AS_ASKED,
                        new PinFolders(PinFolders.DEFAULT_ROOT)), Enrichers.none(), handlers(context), formats);
        registry = parts.registry();
        trackers = parts.trackers();
    }

    /** Binds handlers as declarative services do, which this framework is without. */
    private static RegisteredHandlers handlers(BundleContext context) {
        RegisteredHandlers handlers = new RegisteredHandlers(context);
        new ServiceTracker<ExportHandler, ServiceReference<ExportHandler>>(context, ExportHandler.class, null) {
            @Override
            public ServiceReference<ExportHandler> addingService(ServiceReference<ExportHandler> reference) {
                handlers.add(reference);
                return reference;
            }

            @Override
            public void removedService(ServiceReference<ExportHandler> reference, ServiceReference<ExportHandler> same) {
                handlers.remove(reference);
            }
        }.open();
        return handlers;
    }

    public TrackerManager manager() {
        return trackers;
    }

    public void close() throws BundleException, InterruptedException {
        parts.close();
        engine.close();
        framework.stop();
        framework.waitForStop(0);
        ticker.shutdownNow();
        loop.close();
        library.close();
    }
}
