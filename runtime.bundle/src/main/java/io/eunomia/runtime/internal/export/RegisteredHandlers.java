package io.eunomia.runtime.internal.export;

import io.eunomia.runtime.event.EventFormats.Watch;
import io.eunomia.runtime.export.ExportHandler;
import io.eunomia.runtime.internal.format.Watchers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Knows the export handlers that are registered as services; none is made before an export asks for it. Any thread. */
@Component(service = RegisteredHandlers.class)
public final class RegisteredHandlers {
    private final BundleContext context;
    private final Watchers<Registered> watchers = new Watchers<>();
    /** In the order of ranking, the highest last. */
    private final Map<ServiceReference<ExportHandler>, Registered> handlers = new ConcurrentSkipListMap<>();

    /** A handler, as long as its bundle offers it. */
    public final class Registered {
        private final ServiceReference<ExportHandler> reference;
        private final String name;

        private Registered(ServiceReference<ExportHandler> reference, String name) {
            this.reference = reference;
            this.name = name;
        }

        /** Returns the bundle that brings it; null when it has gone. */
        public Bundle bundle() {
            return reference.getBundle();
        }

        /** Returns the handler, which {@link #release} gives back; null when it has gone. */
        public ExportHandler get() {
            return context.getService(reference);
        }

        /** Gives back what {@link #get} returned. */
        public void release() {
            context.ungetService(reference);
        }

        /** Has somebody told when it goes, on the thread that stops its bundle, while it still works. @return ends the watch */
        public Watch watch(Runnable gone) {
            Watch watch = watchers.add(this, gone);
            if (handlers.get(reference) != this) {
                watchers.tell(this);
            }
            return watch;
        }
    }

    @Activate
    public RegisteredHandlers(BundleContext context) {
        this.context = context;
    }

    /** Takes a handler. One without a name could not be asked for. */
    @Reference(service = ExportHandler.class, cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void add(ServiceReference<ExportHandler> reference) {
        if (reference.getProperty(ExportHandler.NAME) instanceof String name) {
            handlers.put(reference, new Registered(reference, name));
            synchronized (this) {
                notifyAll();
            }
        }
    }

    /** Forgets a handler, and ends the exports that it opened. */
    public void remove(ServiceReference<ExportHandler> reference) {
        Registered gone = handlers.remove(reference);
        if (gone != null) {
            watchers.tell(gone);
        }
    }

    /** Finds a handler; of two with one name that whose service ranks higher. */
    public Optional<Registered> find(String name) {
        return handlers.values().stream().filter(one -> one.name.equals(name)).reduce((lower, higher) -> higher);
    }

    /** Waits for a handler that is about to come. */
    public synchronized Optional<Registered> await(String name, Duration most) throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        Optional<Registered> found = find(name);
        for (long left = most.toNanos(); found.isEmpty() && left > 0; left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
            found = find(name);
        }
        return found;
    }

    public SortedSet<String> names() {
        SortedSet<String> names = new TreeSet<>();
        handlers.values().forEach(one -> names.add(one.name));
        return names;
    }
}
