package io.eunomia.http.internal;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/**
 * Tells whether the process is starting, ready or stopping. HTTP already answers before the trackers of the last run are up,
 * and still does while they go down. Any thread.
 */
public final class Phase {
    /** Framework property: the start level at which everything is up; without it everything is up as soon as HTTP is. */
    private static final String READY_LEVEL = "eunomia.http.ready-level";

    private final Bundle system;
    private final FrameworkStartLevel levels;
    private final int readyLevel;

    public Phase(BundleContext context) {
        String level = context.getProperty(READY_LEVEL);
        readyLevel = level == null ? 0 : Integer.parseInt(level);
        system = level == null ? null : context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION);
        levels = level == null ? null : system.adapt(FrameworkStartLevel.class);
    }

    /** The phase as a word: {@code ok}, {@code starting} or {@code stopping}. */
    public String word() {
        if (system == null) {
            return "ok";
        }
        if (system.getState() == Bundle.STOPPING) {
            return "stopping";
        }
        return levels.getStartLevel() >= readyLevel ? "ok" : "starting";
    }

    /** @throws HttpProblem unless everything is up */
    void requireReady() {
        String word = word();
        if (!word.equals("ok")) {
            throw new HttpProblem(503, word, "the server is " + word).hint("GET /healthz tells when it is ready")
                    .header("Retry-After", "1");
        }
    }
}
