package io.eunomia.http.internal.stream;

import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.LoggerFactory;

/** Notices a client that closes its connection while nothing is being sent to it. */
interface ClientDisconnect extends AutoCloseable {

    /**
     * Begins to watch. The servlet API offers nothing for this, so Jetty is asked. In another container the next event that is
     * written to a client shows that it has left.
     *
     * @param gone called, perhaps more than once and on any thread, when the client has left; must not block
     */
    static ClientDisconnect watch(HttpServletRequest request, Runnable gone) {
        try {
            return JettyDisconnect.watch(request, gone);
        } catch (LinkageError | RuntimeException e) {
            LoggerFactory.getLogger(ClientDisconnect.class).debug("disconnects cannot be watched here", e);
            return () -> { };
        }
    }

    @Override
    void close();
}
