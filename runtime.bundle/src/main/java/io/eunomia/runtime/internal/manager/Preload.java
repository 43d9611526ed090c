package io.eunomia.runtime.internal.manager;

import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.descriptor.TrackerPackage;
import io.eunomia.runtime.internal.engine.LoadedVersion;
import io.eunomia.runtime.internal.engine.TrackerEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What takes longest of a tracker's first start, loading, done before its bundle starts. Owns what was loaded until it is
 * taken. Any thread; who takes waits for who loads.
 */
final class Preload {
    private static final Logger LOG = LoggerFactory.getLogger(Preload.class);

    private final TrackerEngine engine;
    private final TrackerBundle tracker;
    private TrackerPackage content;
    private StartOptions options;
    private LoadedVersion loaded;

    /** @param content what the bundle holds now */
    Preload(TrackerEngine engine, TrackerBundle tracker, TrackerPackage content) {
        this.engine = engine;
        this.tracker = tracker;
        this.content = content;
    }

    /** Does nothing after {@link #take} or {@link #end}. A failure is left to the start, which meets it again or not. */
    synchronized void load() {
        if (content == null || loaded != null || tracker.failure().isPresent()) {
            return;
        }
        try {
            options = tracker.options();
            loaded = engine.load(content, options, tracker.hub());
        } catch (RuntimeException e) {
            LOG.debug("tracker {} could not be loaded ahead", tracker.name(), e);
        }
    }

    /** @return what was loaded of just this, or loaded now; the caller's */
    synchronized LoadedVersion take(TrackerPackage wanted, StartOptions wantedOptions) {
        LoadedVersion taken = loaded;
        if (taken == null || content != wanted || options != wantedOptions) {
            end();
            return engine.load(wanted, wantedOptions, tracker.hub());
        }
        loaded = null;
        content = null;
        return taken;
    }

    /** Unloads what nobody took, and loads nothing any more. */
    synchronized void end() {
        LoadedVersion unused = loaded;
        loaded = null;
        content = null;
        if (unused != null) {
            unused.close();
        }
    }
}
