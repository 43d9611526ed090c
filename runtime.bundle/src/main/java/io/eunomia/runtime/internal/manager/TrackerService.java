package io.eunomia.runtime.internal.manager;

import io.eunomia.runtime.Tracker;
import java.util.Dictionary;
import java.util.Hashtable;
import org.osgi.framework.ServiceRegistration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The service that a running tracker is, registered in the name of its bundle. */
final class TrackerService {
    private static final Logger LOG = LoggerFactory.getLogger(TrackerService.class);

    private final TrackerBundle tracker;
    private ServiceRegistration<Tracker> registration;

    TrackerService(TrackerBundle tracker) {
        this.tracker = tracker;
    }

    void register() {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(Tracker.SERVICE_ID, tracker.id());
        properties.put(Tracker.SERVICE_NAME, tracker.name());
        properties.put(Tracker.SERVICE_VERSION, tracker.version());
        properties.put(Tracker.SERVICE_STATE, tracker.state().label());
        properties.put(Tracker.SERVICE_SOURCE, tracker.source());
        registration = tracker.bundle().getBundleContext().registerService(Tracker.class, tracker, properties);
    }

    void unregister() {
        if (registration == null) {
            return;
        }
        try {
            registration.unregister();
        } catch (IllegalStateException e) {
            LOG.trace("the framework had unregistered tracker {} already", tracker.name(), e);
        }
        registration = null;
    }
}
