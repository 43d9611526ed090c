package io.eunomia.shell.internal.session;

import java.util.List;
import org.apache.felix.service.command.CommandProcessor;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceReference;

/** Starts Gogo when it is first needed; until then it costs neither time nor memory. Any thread. */
final class Gogo {
    private static final List<String> BUNDLES =
            List.of("org.apache.felix.gogo.runtime", "org.apache.felix.gogo.command");

    private final BundleContext context;

    Gogo(BundleContext context) {
        this.context = context;
    }

    /** @throws IllegalStateException when this framework has no Gogo, or it does not start */
    synchronized CommandProcessor processor() {
        for (Bundle bundle : context.getBundles()) {
            if (BUNDLES.contains(bundle.getSymbolicName()) && bundle.getState() != Bundle.ACTIVE) {
                start(bundle);
            }
        }
        ServiceReference<CommandProcessor> reference = context.getServiceReference(CommandProcessor.class);
        CommandProcessor processor = reference == null ? null : context.getService(reference);
        if (processor == null) {
            throw new IllegalStateException("there is no Gogo in this framework (" + String.join(", ", BUNDLES) + ")");
        }
        return processor;
    }

    private static void start(Bundle bundle) {
        try {
            // Transient: otherwise the framework would start Gogo with the daemon next time, and slow that start down.
            bundle.start(Bundle.START_TRANSIENT);
        } catch (BundleException e) {
            throw new IllegalStateException(bundle.getSymbolicName() + " does not start: " + e.getMessage(), e);
        }
    }
}
