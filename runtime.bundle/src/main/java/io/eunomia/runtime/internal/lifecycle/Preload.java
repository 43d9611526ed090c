package io.eunomia.runtime.internal.lifecycle;

import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.descriptor.TrackerPackage;
import io.eunomia.runtime.internal.engine.LoadedVersion;
import io.eunomia.runtime.internal.engine.TrackerEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads a tracker's programs before its bundle starts, because loading takes longest of a first start. Owns the loaded
 * version until it is taken. Any thread; taking waits for loading that is under way.
 */
public final class Preload {
    private static final Logger LOG = LoggerFactory.getLogger(Preload.class);

    private final TrackerEngine engine;
    private final TrackerBundle tracker;
    private TrackerPackage content;
    private StartOptions options;
    private LoadedVersion loaded;

    /** Prepares to load. @param content what the bundle holds now */
    Preload(TrackerEngine engine, TrackerBundle tracker, TrackerPackage content) {
        this.engine = engine;
        this.tracker = tracker;
        this.content = content;
    }

    /**
     * Loads, unless {@link #take} or {@link #end} came first, or a former process has left a run to take over. A failure is not reported here: the start tries again and
     * reports its own.
     */
    public synchronized void load() {
        if (content == null || loaded != null || tracker.failure().isPresent() || tracker.isPinned()) {
            return;
        }
        try {
            options = tracker.options();
            loaded = engine.load(content, options, tracker.run().hub());
        } catch (RuntimeException e) {
            LOG.debug("tracker {} could not be loaded ahead", tracker.name(), e);
        }
    }

    /**
     * Takes the loaded version if it is of this content and these options, or else loads now.
     *
     * @return owned by the caller
     */
    public synchronized LoadedVersion take(TrackerPackage wanted, StartOptions wantedOptions) {
        LoadedVersion taken = loaded;
        if (taken == null || content != wanted || options != wantedOptions) {
            end();
            return engine.load(wanted, wantedOptions, tracker.run().hub());
        }
        loaded = null;
        content = null;
        return taken;
    }

    /** Unloads what nobody took, and prevents further loading. */
    public synchronized void end() {
        LoadedVersion unused = loaded;
        loaded = null;
        content = null;
        if (unused != null) {
            unused.close();
        }
    }
}
