package io.eunomia.runtime.internal.enrich;

import io.eunomia.runtime.enrich.Enricher;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Knows the enrichers that are registered as services; none is made before somebody wants what it adds. */
@Component(service = RegisteredEnrichers.class)
public final class RegisteredEnrichers {
    private final BundleContext context;
    /** In the order of ranking, the highest last. */
    private final Map<ServiceReference<Enricher>, EnricherService> services = new ConcurrentSkipListMap<>();

    @Activate
    public RegisteredEnrichers(BundleContext context) {
        this.context = context;
    }

    @Reference(service = Enricher.class, cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void add(ServiceReference<Enricher> reference) {
        if (reference.getProperty(Enricher.NAME) instanceof String name && name.matches("[A-Za-z0-9_.-]+")) {
            services.put(reference, new EnricherService(name, () -> context.getService(reference),
                    reference.getBundle() != context.getBundle()));
        }
    }

    /** Forgets an enricher. What it would have added to the events of present readers is unknown from now on. */
    public void remove(ServiceReference<Enricher> reference) {
        EnricherService service = services.remove(reference);
        if (service != null) {
            service.close();
        }
    }

    public Enrichers enrichers() {
        return new Enrichers(() -> {
            Map<String, EnricherService> byName = new TreeMap<>();
            services.values().forEach(one -> byName.put(one.name(), one));
            return byName;
        });
    }

    @Deactivate
    public void close() {
        services.values().forEach(EnricherService::close);
        services.clear();
    }
}
