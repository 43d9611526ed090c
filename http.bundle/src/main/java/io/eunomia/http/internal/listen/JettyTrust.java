package io.eunomia.http.internal.listen;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.server.ConnectionMetaData;

/** The calls to Jetty that {@link Trust} makes, apart from it so that Jetty need not be there. */
final class JettyTrust {
    private static final String MARK = "io.eunomia.http.trusted";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private JettyTrust() {
    }

    static void mark(HttpServletRequest request) {
        connection(request).setAttribute(MARK, true);
    }

    static boolean isMarked(ConnectionMetaData connection) {
        return connection.getAttribute(MARK) != null;
    }

    static void closeSoon(HttpServletRequest request) {
        connection(request).getConnection().getEndPoint().setIdleTimeout(PATIENCE.toMillis());
    }

    private static ConnectionMetaData connection(HttpServletRequest request) {
        return ServletContextRequest.getServletContextRequest(request).getConnectionMetaData();
    }
}
