package io.eunomia.http.internal;

import io.eunomia.runtime.setting.Setting;
import java.util.Dictionary;
import java.util.Hashtable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.servlet.context.ServletContextHelper;
import org.osgi.service.servlet.whiteboard.HttpWhiteboardConstants;

/**
 * Gives our servlet a context of its own. It is asked after every other one, so that a host application's servlets keep
 * their paths, its root among them, and nothing that the host registers for its own context (filters, security) applies here.
 */
@Component(service = {}, configurationPid = HttpConfiguration.PID)
@Designate(ocd = HttpConfiguration.class)
public final class ApiContext {
    static final String NAME = "io.eunomia";
    /** Setting: where the API is, as in {@code /eunomia}; at the root when it is not set. */
    private static final String PATH = "eunomia.http.path";

    private final ServiceRegistration<ServletContextHelper> registration;

    @Activate
    public ApiContext(BundleContext context, HttpConfiguration given) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(HttpWhiteboardConstants.HTTP_WHITEBOARD_CONTEXT_NAME, NAME);
        properties.put(HttpWhiteboardConstants.HTTP_WHITEBOARD_CONTEXT_PATH,
                Setting.of(PATH, given.http_path(), context::getProperty).text().orElse("/"));
        properties.put(Constants.SERVICE_RANKING, Integer.MIN_VALUE);
        registration = context.registerService(ServletContextHelper.class, new ServletContextHelper(context.getBundle()) {
        }, properties);
    }

    @Deactivate
    public void close() {
        registration.unregister();
    }
}
