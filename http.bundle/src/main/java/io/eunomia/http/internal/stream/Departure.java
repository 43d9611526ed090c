package io.eunomia.http.internal.stream;

import jakarta.servlet.http.HttpServletRequest;

/** Notices a client that closes its connection while nothing is being sent to it. */
interface Departure extends AutoCloseable {

    /** @param gone called once, on a thread of the container's, when the client has left */
    static Departure watch(HttpServletRequest request, Runnable gone) {
        return () -> { };
    }

    @Override
    void close();
}
