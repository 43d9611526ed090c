package io.eunomia.runtime.internal.manager;

import io.eunomia.libbpf.Libbpf;
import io.eunomia.runtime.TrackerManager;
import io.eunomia.runtime.event.EventFormats;
import io.eunomia.runtime.export.ExportHandler;
import io.eunomia.runtime.file.Descriptors;
import io.eunomia.runtime.internal.bundle.KernelCapability;
import io.eunomia.runtime.internal.code.BundleActions;
import io.eunomia.runtime.internal.engine.DescriptorReserve;
import io.eunomia.runtime.internal.engine.TrackerEngine;
import io.eunomia.runtime.internal.enrich.RegisteredEnrichers;
import io.eunomia.runtime.internal.export.RegisteredHandlers;
import io.eunomia.runtime.internal.persist.PersistMode;
import io.eunomia.runtime.internal.persist.PinFolders;
import io.eunomia.runtime.internal.startup.BuiltInTrackers;
import io.eunomia.runtime.internal.store.TrackerStore;
import io.eunomia.runtime.internal.stream.EventLoop;
import io.eunomia.runtime.setting.Setting;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the runtime together, registers the manager, and takes all apart again at the end. */
@Capability(namespace = "osgi.service", attribute = "objectClass:List<String>=\"io.eunomia.runtime.TrackerManager\"",
        uses = TrackerManager.class)
@Component(service = {}, immediate = true, configurationPid = TrackerManagerComponent.PID,
        property = "handlers.cardinality.minimum:Integer=5")
@Designate(ocd = RuntimeConfiguration.class)
public final class TrackerManagerComponent {
    static final String PID = "io.eunomia.runtime";
    /** Setting: the state directory; without it the bundle's own data area is used. */
    private static final String STATE = "eunomia.state";
    private static final String STORE = "trackers.json";
    /** Setting: how many trackers may be installed. */
    private static final String MOST_TRACKERS = "eunomia.trackers.max";
    /** Setting: how long a tracker's Java code may take to start or to stop. */
    private static final String CODE_SECONDS = "eunomia.limit.code_seconds";
    /** Framework property: whether trackers leave descriptors to those who connect to this process. */
    private static final String RESERVED = "eunomia.connections.reserved";
    /** Framework property: whether the framework's bundle store is known to be as the last run left it. */
    private static final String WHOLE = "eunomia.bundles.whole";
    /** Framework property: {@code false} loads no tracker before its bundle starts. */
    private static final String PRELOAD = "eunomia.trackers.preload";
    private static final int DEFAULT_MOST_TRACKERS = 128;
    private static final int MOST_MOST_TRACKERS = 1 << 16;
    private static final int MOST_CODE_SECONDS = 86_400;
    private static final Logger LOG = LoggerFactory.getLogger(TrackerManagerComponent.class);

    private final EventLoop loop;
    private final ScheduledExecutorService ticker;
    private final TrackerEngine engine;
    private final ManagerParts parts;
    private final ServiceRegistration<TrackerManager> service;

    /** @param builtIn the export handlers of this bundle, which must be there first because restored trackers may name them */
    @Activate
    public TrackerManagerComponent(BundleContext context, RuntimeConfiguration given, @Reference Libbpf libbpf,
            @Reference RegisteredEnrichers enrichers, @Reference RegisteredHandlers exporters, @Reference EventFormats formats,
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
        TrackerStore store = new TrackerStore(Setting.of(STATE, given.state(), context::getProperty).path()
                .map(folder -> folder.resolve(STORE)).orElseGet(() -> context.getDataFile(STORE).toPath()));
        boolean whole = Boolean.parseBoolean(context.getProperty(WHOLE));
        parts = new ManagerParts(context, engine, store, new ManagerParts.Settings(
                Duration.ofSeconds(Setting.of(CODE_SECONDS, given.limit_code__seconds(), context::getProperty)
                        .number(1, MOST_CODE_SECONDS, BundleActions.DEFAULT_TIME.toSeconds())),
                (int) Setting.of(MOST_TRACKERS, given.trackers_max(), context::getProperty)
                        .number(1, MOST_MOST_TRACKERS, DEFAULT_MOST_TRACKERS),
                BuiltInTrackers.jars(context.getProperty(BuiltInTrackers.JARS)), whole,
                !"false".equals(context.getProperty(PRELOAD)), PersistMode.of(name -> Setting.of(name, given.persist(), context::getProperty).text().orElse(null)),
                PinFolders.of(context::getProperty, libbpf.probes()::mountMissingFileSystems)), enrichers.enrichers(), exporters, formats);
        service = context.registerService(TrackerManager.class, new LoggedTrackers(parts.trackers(), "this program"), null);
    }

    private static void provideKernelCapability(BundleContext system, Libbpf libbpf) {
        try {
            new KernelCapability(system, libbpf.probes()).provide();
        } catch (BundleException e) {
            LOG.warn("what the kernel offers is not known to the resolver: trackers that require it will not start", e);
        }
    }

    @Deactivate
    public void close() {
        service.unregister();
        parts.close();
        engine.close();
        ticker.shutdownNow();
        loop.close();
    }
}
