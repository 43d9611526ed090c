package io.eunomia.http.internal.listen;

import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.LoggerFactory;

/** Marks connections that have shown the token. The servlet API has no connections, so Jetty is told; others go without. */
public final class Trust {

    private Trust() {
    }

    /** Notes that the request's connection has shown the token. */
    public static void mark(HttpServletRequest request) {
        try {
            JettyTrust.mark(request);
        } catch (LinkageError | RuntimeException e) {
            LoggerFactory.getLogger(Trust.class).debug("connections cannot be marked here", e);
        }
    }

    /** Has a refused request's connection closed soon if the client does not close it. */
    public static void closeSoon(HttpServletRequest request) {
        try {
            JettyTrust.closeSoon(request);
        } catch (LinkageError | RuntimeException e) {
            LoggerFactory.getLogger(Trust.class).debug("connections cannot be told to close here", e);
        }
    }
}
