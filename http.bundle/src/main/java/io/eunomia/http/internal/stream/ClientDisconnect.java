package io.eunomia.http.internal.stream;

import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.LoggerFactory;

/** Notices a client that closes its connection while nothing is being sent to it. */
interface ClientDisconnect extends AutoCloseable {

    /**
     * The servlet API has nothing for this, so Jetty is asked. In another container, a client that has left is
     * noticed by the next event that is written to it.
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
