package io.eunomia.http.internal.stream;

import io.eunomia.runtime.event.EventFormat;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** Finds the event formats that are registered as services at the moment of asking, and that of server-sent events. */
public final class FormatRegistry {
    private final BundleContext bundle;

    public FormatRegistry(BundleContext bundle) {
        this.bundle = bundle;
    }

    /** @throws IllegalStateException when the runtime does not offer the format; the message names those it offers */
    public EventFormat get(String name) {
        return name.equals(ServerSentFormat.NAME) ? new ServerSentFormat(registered(ServerSentFormat.LINES)) : registered(name);
    }

    private EventFormat registered(String name) {
        TreeSet<String> known = new TreeSet<>();
        for (ServiceReference<EventFormat> reference : references()) {
            EventFormat format = bundle.getService(reference);
            if (format != null && format.name().equals(name)) {
                return format;
            }
            if (format != null) {
                known.add(format.name());
                bundle.ungetService(reference);
            }
        }
        throw new IllegalStateException("no event format " + name + " is registered; there are " + known);
    }

    private Collection<ServiceReference<EventFormat>> references() {
        try {
            return bundle.getServiceReferences(EventFormat.class, null);
        } catch (InvalidSyntaxException e) {
            // This cannot happen: no filter is given.
            return List.of();
        }
    }
}
