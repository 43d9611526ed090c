package io.eunomia.http.internal;

import java.util.Dictionary;
import java.util.Hashtable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.servlet.context.ServletContextHelper;
import org.osgi.service.servlet.whiteboard.HttpWhiteboardConstants;

/**
 * Gives our servlet a context of its own. It is asked after every other one, so that a host application's servlets keep
 * their paths, its root among them, and nothing that the host registers for its own context (filters, security) applies here.
 */
@Component(service = {})
public final class ApiContext {
    static final String NAME = "io.eunomia";
    /** Framework property: where the API is, as in {@code /eunomia}; at the root when it is not set. */
    private static final String PATH = "eunomia.http.path";

    private final ServiceRegistration<ServletContextHelper> registration;

    @Activate
    public ApiContext(BundleContext context) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(HttpWhiteboardConstants.HTTP_WHITEBOARD_CONTEXT_NAME, NAME);
        properties.put(HttpWhiteboardConstants.HTTP_WHITEBOARD_CONTEXT_PATH, path(context.getProperty(PATH)));
        properties.put(Constants.SERVICE_RANKING, Integer.MIN_VALUE);
        registration = context.registerService(ServletContextHelper.class, new ServletContextHelper(context.getBundle()) {
        }, properties);
    }

    private static String path(String given) {
        return given == null || given.isEmpty() ? "/" : given;
    }

    @Deactivate
    public void close() {
        registration.unregister();
    }
}
