package io.eunomia.runtime.internal.manager;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.TrackerState;
import io.eunomia.runtime.TrackerStats;
import io.eunomia.runtime.TrackerStats.MapStats;
import io.eunomia.runtime.TrackerStats.ProgramStats;
import io.eunomia.runtime.descriptor.ArgumentSpec;
import io.eunomia.runtime.descriptor.Descriptor;
import io.eunomia.runtime.descriptor.TrackerPackage;
import io.eunomia.runtime.event.EventSchema;
import io.eunomia.runtime.event.Subscription;
import io.eunomia.runtime.event.SubscriptionOptions;
import io.eunomia.runtime.internal.engine.ActiveTracker;
import io.eunomia.runtime.internal.engine.Failures;
import io.eunomia.runtime.internal.engine.TrackerEngine;
import io.eunomia.runtime.internal.stream.TrackerHub;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A tracker and the bundle it is. {@link #activate} and {@link #deactivate} follow the bundle's life; the framework
 * calls them one after the other. Everything else may come from any thread.
 */
final class TrackerBundle implements Tracker {
    private static final Logger LOG = LoggerFactory.getLogger(TrackerBundle.class);

    /** What changes with the state, read as one. */
    private record Status(TrackerState state, Instant since, Failure failure, List<String> warnings,
            Map<String, ArgumentSpec> arguments) {
    }

    private final int id;
    private final Bundle bundle;
    private final String source;
    private final TrackerEngine engine;
    private final BundleContext context;
    private final TrackerHub hub = new TrackerHub();
    private final Object lifecycle = new Object();
    private volatile Descriptor descriptor;
    /** What the bundle was found to hold, until it is first used: so that it is not read twice. */
    private TrackerPackage unused;
    private volatile StartOptions options;
    private volatile Status status;
    private volatile ActiveTracker active;
    private volatile List<ProgramStats> lastPrograms = List.of();
    private volatile List<MapStats> lastMaps = List.of();
    private Exports exports;
    private ServiceRegistration<Tracker> registration;

    /** @param context of the runtime's own bundle, to find export handlers with */
    TrackerBundle(int id, Bundle bundle, String source, TrackerPackage content, StartOptions options,
            TrackerEngine engine, BundleContext context) {
        this.id = id;
        this.bundle = bundle;
        this.source = source;
        this.unused = content;
        this.descriptor = content.descriptor();
        this.options = options;
        this.engine = engine;
        this.context = context;
        this.status = new Status(TrackerState.INSTALLED, Instant.now(), null, List.of(), descriptor.arguments());
    }

    /** Loads and attaches. A failure becomes the tracker's state: bundles of others must not suffer from it. */
    void activate() {
        synchronized (lifecycle) {
            if (active != null) {
                return;
            }
            enter(TrackerState.STARTING, null);
            try {
                TrackerPackage trackerPackage = unused != null ? unused : TrackerPackages.read(bundle);
                unused = null;
                descriptor = trackerPackage.descriptor();
                active = engine.start(trackerPackage, options, hub);
                status = new Status(TrackerState.STARTING, Instant.now(), null, warnings(trackerPackage),
                        active.arguments());
                exports = new Exports(context);
                enter(TrackerState.RUNNING, null);
                exports.open(this, options.exports());
                register();
            } catch (RuntimeException e) {
                LOG.debug("tracker {} could not be started", name(), e);
                release("it could not be started");
                enter(TrackerState.FAILED, Failures.of(e));
            }
        }
    }

    private List<String> warnings(TrackerPackage trackerPackage) {
        List<String> warnings = new ArrayList<>(trackerPackage.warnings());
        hub.streams().stream().map(EventSchema::note).filter(note -> !note.isEmpty()).forEach(warnings::add);
        return List.copyOf(warnings);
    }

    /** Detaches and unloads. */
    void deactivate() {
        synchronized (lifecycle) {
            release("the tracker was stopped");
            enter(TrackerState.STOPPED, null);
        }
    }

    /** For a bundle that the framework refuses to start. */
    void fail(Failure failure) {
        synchronized (lifecycle) {
            enter(TrackerState.FAILED, failure);
        }
    }

    private void register() {
        Dictionary<String, Object> properties = properties();
        registration = bundle.getBundleContext().registerService(Tracker.class, this, properties);
    }

    private Dictionary<String, Object> properties() {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(SERVICE_ID, id);
        properties.put(SERVICE_NAME, name());
        properties.put(SERVICE_VERSION, version());
        properties.put(SERVICE_STATE, state().label());
        properties.put(SERVICE_SOURCE, source);
        return properties;
    }

    private void release(String reason) {
        if (registration != null) {
            try {
                registration.unregister();
            } catch (IllegalStateException e) {
                LOG.trace("the framework had unregistered tracker {} already", name(), e);
            }
            registration = null;
        }
        ActiveTracker stopping = active;
        active = null;
        try {
            if (stopping != null) {
                lastPrograms = stopping.programs();
                lastMaps = stopping.maps();
                stopping.close(reason);
            }
        } catch (RuntimeException e) {
            LOG.warn("tracker {} did not stop cleanly", name(), e);
        } finally {
            if (exports != null) {
                exports.close();
                exports = null;
            }
        }
    }

    private void enter(TrackerState state, Failure failure) {
        Status old = status;
        status = new Status(state, Instant.now(), failure, old.warnings, old.arguments);
    }

    /** How the next {@link #activate} starts it. */
    void options(StartOptions next) {
        options = next;
    }

    /** The bundle has new content; it is not running. */
    void content(TrackerPackage next) {
        synchronized (lifecycle) {
            unused = next;
            descriptor = next.descriptor();
            status = new Status(status.state, status.since, status.failure, List.of(), descriptor.arguments());
        }
    }

    Bundle bundle() {
        return bundle;
    }

    @Override
    public int id() {
        return id;
    }

    @Override
    public String name() {
        return descriptor.name();
    }

    @Override
    public String version() {
        return descriptor.version();
    }

    @Override
    public String description() {
        return descriptor.description();
    }

    @Override
    public String source() {
        return source;
    }

    @Override
    public long bundleId() {
        return bundle.getBundleId();
    }

    @Override
    public TrackerState state() {
        return status.state;
    }

    @Override
    public Instant since() {
        return status.since;
    }

    @Override
    public Optional<Failure> failure() {
        return Optional.ofNullable(status.failure);
    }

    @Override
    public List<String> warnings() {
        return status.warnings;
    }

    @Override
    public Map<String, ArgumentSpec> arguments() {
        return status.arguments;
    }

    @Override
    public StartOptions options() {
        return options;
    }

    @Override
    public List<EventSchema> streams() {
        return hub.streams();
    }

    @Override
    public TrackerStats stats() {
        ActiveTracker running = active;
        List<ProgramStats> programs = lastPrograms;
        List<MapStats> maps = lastMaps;
        if (running != null) {
            running.checkLosses();
            programs = running.programs();
            maps = running.maps();
        }
        return new TrackerStats(hub.streamLedgers(), hub.subscriberLedgers(), programs, maps);
    }

    @Override
    public Subscription subscribe(SubscriptionOptions subscription) {
        return hub.subscribe(subscription);
    }

    /** @throws TrackerException with the reason when it has failed */
    Tracker orThrow() {
        Failure failure = status.failure;
        if (failure != null) {
            throw new TrackerException(failure);
        }
        return this;
    }
}
