package io.eunomia.http.internal.guard;

import io.eunomia.http.internal.HttpProblem;
import io.eunomia.http.internal.Settings;
import io.eunomia.http.internal.listen.Trust;
import io.eunomia.http.internal.transfer.Deadlines;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;

/**
 * Where every request comes by: lets in who may come in, and sees to it that those who may not cost little. Who shows the
 * token is never kept waiting, whoever else knocks. Any thread.
 */
public final class Gate {
    private final Guard guard;
    private final Slowdown refused = new Slowdown(Slowdown.REFUSED);
    private final Slowdown served = new Slowdown(Slowdown.SERVED);
    private final RefusalLog log;

    /** Reads the token, or makes it. */
    public Gate(Settings settings, Deadlines deadlines) {
        guard = new Guard(settings);
        log = new RefusalLog(deadlines);
    }

    /** @throws HttpProblem when the request is refused; {@link #patience} then says when that is told */
    public void admit(HttpServletRequest request, boolean needsToken) {
        guard.checkOrigin(request);
        if (needsToken) {
            guard.checkToken(request);
            Trust.mark(request);
        }
    }

    /** Notes the refusal. @return how long its answer is to be kept back */
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
