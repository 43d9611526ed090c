package io.eunomia.http.internal.listen;

import io.eunomia.http.internal.transfer.Deadlines;
import io.eunomia.runtime.setting.Setting;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Opens the port that the setting {@value #PORT} names, in a daemon whose Jetty serves nobody else. Without it Felix listens
 * as its own properties say, and a host application keeps its server unchanged.
 */
@Component(immediate = true, service = {}, configurationPid = Listener.PID)
@Designate(ocd = ListenerConfiguration.class)
public final class Listener {
    static final String PID = "io.eunomia.http.listener";
    static final String HOST = "eunomia.http.host";
    static final String PORT = "eunomia.http.port";

    private static final int MOST_PORT = 65_535;

    private final Deadlines deadlines = new Deadlines();
    private final Optional<ServiceRegistration<?>> connector;

    @Activate
    public Listener(BundleContext context, ListenerConfiguration given) {
        Setting port = Setting.of(PORT, given.port(), context::getProperty);
        String host = Setting.of(HOST, given.host(), context::getProperty).text().orElse("127.0.0.1");
        connector = port.text().map(set -> JettyListener.register(context, host, (int) port.number(0, MOST_PORT, 0), deadlines));
    }

    /** Closes the port: another configuration may name another one. */
    @Deactivate
    public void close() {
        connector.ifPresent(ServiceRegistration::unregister);
        deadlines.close();
    }
}
