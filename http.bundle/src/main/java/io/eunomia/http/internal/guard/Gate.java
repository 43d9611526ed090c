package io.eunomia.http.internal.guard;

import io.eunomia.http.internal.HttpProblem;
import io.eunomia.http.internal.Settings;
import io.eunomia.http.internal.listen.Trust;
import io.eunomia.http.internal.transfer.Deadlines;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;

/**
 * Admits or refuses every request, and keeps refused requests cheap. A client that shows the token never has to wait,
 * however many others ask. Any thread.
 */
public final class Gate {
    private final Guard guard;
    private final Slowdown refused = new Slowdown(Slowdown.REFUSED);
    private final Slowdown served = new Slowdown(Slowdown.SERVED);
    private final RefusalLog log;

    /** Reads the token file, or makes it. */
    public Gate(Settings settings, Deadlines deadlines) {
        guard = new Guard(settings);
        log = new RefusalLog(deadlines);
    }

    /** @throws HttpProblem when the request is refused; {@link #patience} then tells how long to keep the answer back */
    public void admit(HttpServletRequest request, boolean needsToken) {
        guard.checkOrigin(request);
        if (needsToken) {
            guard.checkToken(request);
            Trust.mark(request);
        }
    }

    /** Counts the refusal. @return how long its answer is to be kept back */
    public Duration patience(HttpServletRequest request, HttpProblem problem) {
        log.refused(request, problem);
        Trust.closeSoon(request);
        return refused.next(request.getRemoteAddr());
    }

    /** @return how long the answer to a request that needs no token is to be kept back */
    public Duration patience(HttpServletRequest request) {
        Trust.closeSoon(request);
        return served.next(request.getRemoteAddr());
    }
}
