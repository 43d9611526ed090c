package io.eunomia.http.internal.listen;

import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.LoggerFactory;

/** Which connections have shown the token. The servlet API knows no connections, so Jetty is told; others do without. */
public final class Trust {

    private Trust() {
    }

    /** The request's connection has shown the token. */
    public static void mark(HttpServletRequest request) {
        try {
            JettyTrust.mark(request);
        } catch (LinkageError | RuntimeException e) {
            LoggerFactory.getLogger(Trust.class).debug("connections cannot be marked here", e);
        }
    }

    /** The request is refused: its connection is not to stay open for long if the client does not close it. */
    public static void closeSoon(HttpServletRequest request) {
        try {
            JettyTrust.closeSoon(request);
        } catch (LinkageError | RuntimeException e) {
            LoggerFactory.getLogger(Trust.class).debug("connections cannot be told to close here", e);
        }
    }
}
