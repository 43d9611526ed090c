package io.eunomia.runtime.internal.manager;

import io.eunomia.libbpf.Libbpf;
import io.eunomia.runtime.KernelSource;
import io.eunomia.runtime.PackageSource;
import io.eunomia.runtime.Plan;
import io.eunomia.runtime.Removal;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.TrackerManager;
import io.eunomia.runtime.UpdateOptions;
import io.eunomia.runtime.UpdateReceipt;
import io.eunomia.runtime.export.ExportHandler;
import io.eunomia.runtime.file.Descriptors;
import io.eunomia.runtime.internal.engine.DescriptorReserve;
import io.eunomia.runtime.internal.engine.TrackerEngine;
import io.eunomia.runtime.internal.store.TrackerStore;
import io.eunomia.runtime.internal.stream.EventLoop;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the runtime together and takes it apart again. */
@Component(service = TrackerManager.class, immediate = true, property = "handlers.cardinality.minimum:Integer=5")
public final class TrackerManagerComponent implements TrackerManager {
    /** Framework property: the state directory; without it the bundle's own data area is used. */
    private static final String STATE = "eunomia.state";
    /** Framework property: how many trackers may be installed. */
    private static final String MOST_TRACKERS = "eunomia.trackers.max";
    /** Framework property: how long a tracker's Java code may take to start or to stop. */
    private static final String CODE_SECONDS = "eunomia.limit.code_seconds";
    /** Framework property: whether trackers leave descriptors to those who connect to this process. */
    private static final String RESERVED = "eunomia.connections.reserved";
    /** Framework property: whether the framework's bundle store is known to be as the last run left it. */
    private static final String WHOLE = "eunomia.bundles.whole";
    private static final int DEFAULT_MOST_TRACKERS = 128;
    private static final Logger LOG = LoggerFactory.getLogger(TrackerManagerComponent.class);

    private final EventLoop loop;
    private final ScheduledExecutorService ticker;
    private final TrackerEngine engine;
    private final ManagerParts parts;
    private final TrackerManager trackers;

    /**
     * @param builtIn the handlers of this bundle: trackers that are restored may name them, so they must be there
     */
    @Activate
    public TrackerManagerComponent(BundleContext context, @Reference Libbpf libbpf,
            @Reference(name = "handlers", cardinality = ReferenceCardinality.MULTIPLE,
                    target = "(eunomia.export.builtin=true)") List<ServiceReference<ExportHandler>> builtIn) {
        LOG.debug("starting with {} and {} export handlers", libbpf.library(), builtIn.size());
        BundleContext system = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getBundleContext();
        libbpf.probes().mountMissingFileSystems().forEach(LOG::warn);
        provideKernelCapability(system, libbpf);
        loop = new EventLoop(libbpf.newEpoll());
        ticker = Executors.newSingleThreadScheduledExecutor(command -> {
            Thread thread = new Thread(command, "eunomia-tables");
            thread.setDaemon(true);
            return thread;
        });
        engine = new TrackerEngine(libbpf, loop, ticker, Boolean.parseBoolean(context.getProperty(RESERVED))
                ? DescriptorReserve.forConnections(Descriptors.limit()) : DescriptorReserve.none());
        TrackerStore store = new TrackerStore(stateFile(context));
        boolean whole = Boolean.parseBoolean(context.getProperty(WHOLE));
        parts = new ManagerParts(context, engine, store, new ManagerParts.Settings(codeTime(context), mostTrackers(context),
                BuiltInTrackers.jars(context.getProperty(BuiltInTrackers.JARS)), whole));
        trackers = new LoggedTrackers(parts.trackers(), "this program");
    }

    private static Duration codeTime(BundleContext context) {
        String seconds = context.getProperty(CODE_SECONDS);
        return seconds == null ? BundleActions.DEFAULT_TIME : Duration.ofSeconds(Long.parseLong(seconds));
    }

    private static void provideKernelCapability(BundleContext system, Libbpf libbpf) {
        try {
            new KernelCapability(system, libbpf.probes()).provide();
        } catch (BundleException e) {
            LOG.warn("what the kernel offers is not known to the resolver: trackers that require it will not start", e);
        }
    }

    private static Path stateFile(BundleContext context) {
        String state = context.getProperty(STATE);
        return state == null ? context.getDataFile("trackers.json").toPath() : Path.of(state, "trackers.json");
    }

    private static int mostTrackers(BundleContext context) {
        String most = context.getProperty(MOST_TRACKERS);
        return most == null ? DEFAULT_MOST_TRACKERS : Integer.parseInt(most);
    }

    @Deactivate
    public void close() {
        parts.close();
        engine.close();
        ticker.shutdownNow();
        loop.close();
    }

    @Override
    public TrackerManager by(String caller) {
        return trackers.by(caller);
    }

    @Override
    public List<Tracker> trackers() {
        return trackers.trackers();
    }

    @Override
    public Tracker tracker(int id) {
        return trackers.tracker(id);
    }

    @Override
    public Optional<Tracker> find(String name) {
        return trackers.find(name);
    }

    @Override
    public Tracker start(PackageSource source, StartOptions options) {
        return trackers.start(source, options);
    }

    @Override
    public Tracker start(int id) {
        return trackers.start(id);
    }

    @Override
    public Tracker start(int id, StartOptions options) {
        return trackers.start(id, options);
    }

    @Override
    public Tracker stop(int id) {
        return trackers.stop(id);
    }

    @Override
    public Removal remove(int id, boolean pins) {
        return trackers.remove(id, pins);
    }

    @Override
    public UpdateReceipt update(int id, PackageSource source, UpdateOptions how) {
        return trackers.update(id, source, how);
    }

    @Override
    public UpdateReceipt rollback(int id, String digest, UpdateOptions how) {
        return trackers.rollback(id, digest, how);
    }

    @Override
    public Plan plan(PackageSource source, StartOptions options) {
        return trackers.plan(source, options);
    }

    @Override
    public Plan plan(PackageSource source, StartOptions options, KernelSource kernel) {
        return trackers.plan(source, options, kernel);
    }

    @Override
    public void checkFilter(PackageSource source, StartOptions options, String filter) {
        trackers.checkFilter(source, options, filter);
    }
}
