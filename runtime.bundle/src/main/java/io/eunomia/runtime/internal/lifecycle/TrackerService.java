package io.eunomia.runtime.internal.lifecycle;

import io.eunomia.runtime.Tracker;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Registers a running tracker as a service in the name of its bundle. Any thread. */
public final class TrackerService {
    private static final Logger LOG = LoggerFactory.getLogger(TrackerService.class);

    private final TrackerBundle tracker;
    private final AtomicReference<ServiceRegistration<Tracker>> registration = new AtomicReference<>();

    TrackerService(TrackerBundle tracker) {
        this.tracker = tracker;
    }

    /** Registers the service, unless it is registered already. */
    void register() {
        BundleContext context = tracker.bundle().getBundleContext();
        if (registration.get() != null || context == null) {
            return;
        }
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(Tracker.SERVICE_ID, tracker.id());
        properties.put(Tracker.SERVICE_NAME, tracker.name());
        properties.put(Tracker.SERVICE_VERSION, tracker.version());
        properties.put(Tracker.SERVICE_STATE, tracker.state().label());
        properties.put(Tracker.SERVICE_SOURCE, tracker.source());
        try {
            registration.set(context.registerService(Tracker.class, tracker, properties));
        } catch (IllegalStateException e) {
            LOG.debug("tracker {} was stopped before it was registered", tracker.name(), e);
        }
    }

    void unregister() {
        ServiceRegistration<Tracker> before = registration.getAndSet(null);
        if (before == null) {
            return;
        }
        try {
            before.unregister();
        } catch (IllegalStateException e) {
            LOG.trace("the framework had unregistered tracker {} already", tracker.name(), e);
        }
    }
}
