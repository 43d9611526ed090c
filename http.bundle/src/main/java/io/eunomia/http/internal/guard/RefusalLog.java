package io.eunomia.http.internal.guard;

import io.eunomia.http.internal.HttpProblem;
import io.eunomia.http.internal.transfer.Deadlines;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs refused requests: the first few at once, then only the number of further ones. A client without a token can therefore
 * cause a few short lines in ten seconds and no more. Any thread.
 */
final class RefusalLog {
    private static final Logger LOG = LoggerFactory.getLogger(RefusalLog.class);
    private static final Duration WINDOW = Duration.ofSeconds(10);
    private static final int TOLD = 5;
    private static final int MOST_OF_TEXT = 60;

    private final Deadlines deadlines;
    private int told;
    private long untold;

    RefusalLog(Deadlines deadlines) {
        this.deadlines = deadlines;
    }

    void refused(HttpServletRequest request, HttpProblem problem) {
        synchronized (this) {
            if (told == 0) {
                deadlines.after(WINDOW, this::sum);
            }
            if (told >= TOLD) {
                untold++;
                return;
            }
            told++;
        }
        LOG.warn("refused: http {}:{}, {} {}: {} {}: {}", request.getRemoteAddr(), request.getRemotePort(),
                clean(request.getMethod()), clean(request.getRequestURI()), problem.status(), problem.kind(),
                clean(problem.getMessage()));
    }

    private void sum() {
        long more;
        synchronized (this) {
            more = untold;
            untold = 0;
            told = 0;
        }
        if (more > 0) {
            LOG.warn("refused: {} more requests in {} s", more, WINDOW.toSeconds());
        }
    }

    /** Text that a stranger sent, without the characters that could fake a log line of ours. */
    private static String clean(String text) {
        String cut = text.length() <= MOST_OF_TEXT ? text : text.substring(0, MOST_OF_TEXT) + "…";
        return cut.replaceAll("[^\\x20-\\x7e…]", "?");
    }
}
