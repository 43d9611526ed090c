package io.eunomia.http.internal.listen;

import io.eunomia.http.internal.transfer.Deadlines;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * Opens the port that the framework property {@value #PORT} names, in a daemon whose Jetty serves nobody else. Without the
 * property Felix listens as its own properties say, and a host application keeps its server unchanged.
 */
@Component(immediate = true, service = {})
public final class Listener {
    static final String HOST = "eunomia.http.host";
    static final String PORT = "eunomia.http.port";

    private final Deadlines deadlines = new Deadlines();

    @Activate
    public Listener(BundleContext context) {
        String port = context.getProperty(PORT);
        if (port != null) {
            String host = context.getProperty(HOST);
            JettyListener.register(context, host == null ? "127.0.0.1" : host, Integer.parseInt(port), deadlines);
        }
    }

    /** The framework has already unregistered the service with the bundle's context, and the connector with it. */
    @Deactivate
    public void close() {
        deadlines.close();
    }
}
