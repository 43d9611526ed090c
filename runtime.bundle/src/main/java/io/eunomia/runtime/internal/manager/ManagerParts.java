package io.eunomia.runtime.internal.manager;

import io.eunomia.runtime.event.EventFormats;
import io.eunomia.runtime.internal.bundle.BundleContents;
import io.eunomia.runtime.internal.code.BundleActions;
import io.eunomia.runtime.internal.code.CodeGuard;
import io.eunomia.runtime.internal.engine.TrackerEngine;
import io.eunomia.runtime.internal.enrich.Enrichers;
import io.eunomia.runtime.internal.export.RegisteredHandlers;
import io.eunomia.runtime.internal.lifecycle.Installer;
import io.eunomia.runtime.internal.lifecycle.Persistence;
import io.eunomia.runtime.internal.lifecycle.TrackerEnvironment;
import io.eunomia.runtime.internal.lifecycle.TrackerExtender;
import io.eunomia.runtime.internal.lifecycle.TrackerRegistry;
import io.eunomia.runtime.internal.persist.PersistMode;
import io.eunomia.runtime.internal.persist.PinFolders;
import io.eunomia.runtime.internal.startup.BuiltInTrackers;
import io.eunomia.runtime.internal.startup.CodeStarts;
import io.eunomia.runtime.internal.startup.Preloads;
import io.eunomia.runtime.internal.startup.Reconciler;
import io.eunomia.runtime.internal.store.TrackerStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;

/** Builds the objects that manage trackers in one framework, and closes them in order. */
final class ManagerParts implements AutoCloseable {

    /**
     * The settings of the manager.
     *
     * @param codeTime how long a tracker's Java code may take to start or to stop
     * @param mostTrackers that may be installed
     * @param builtIns jars of the distribution; empty to leave those that the store has
     * @param whole whether the framework's bundle store is known to be as the last run left it
     * @param preload whether trackers are loaded before their bundles start
     * @param persist which trackers stay in the kernel when the process ends
     * @param pins where they are pinned
     */
    record Settings(Duration codeTime, int mostTrackers, Optional<List<Path>> builtIns, boolean whole, boolean preload,
            PersistMode persist, PinFolders pins) {
    }

    private final TrackerRegistry registry = new TrackerRegistry();
    private final ManagedTrackers trackers;
    private final TrackerExtender extender;
    private final Preloads preloads;
    private final CodeStarts codeStarts;

    /**
     * Brings the framework to the state that the store describes, and opens the extender.
     *
     * @param context of the runtime's bundle
     */
    ManagerParts(BundleContext context, TrackerEngine engine, TrackerStore store, Settings settings, Enrichers enrichers,
            RegisteredHandlers handlers, EventFormats formats) {
        BundleContext system = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getBundleContext();
        BundleContents contents = new BundleContents(store);
        new Reconciler(system, store, contents, settings.whole())
                .run(settings.builtIns().map(jars -> new BuiltInTrackers(jars, store)));
        Persistence persistence = new Persistence(settings.persist(), settings.pins(), store, engine);
        persistence.sweep();
        CodeGuard guard = new CodeGuard(registry);
        guard.register(context);
        TrackerEnvironment environment = new TrackerEnvironment(context, engine, store, contents,
                new BundleActions(settings.codeTime(), guard, registry), enrichers, handlers, formats, persistence);
        extender = new TrackerExtender(environment, registry);
        trackers = new ManagedTrackers(new Installer(environment, registry), contents, registry, engine,
                settings.mostTrackers());
        extender.open();
        preloads = Preloads.of(context, settings.preload() ? registry.lifecycles() : List.of());
        codeStarts = CodeStarts.of(context, trackers, store, registry);
    }

    TrackerRegistry registry() {
        return registry;
    }

    ManagedTrackers trackers() {
        return trackers;
    }

    /** Stops all trackers; their bundles stay as they are. */
    @Override
    public void close() {
        trackers.close();
        codeStarts.close();
        preloads.close();
        extender.close();
    }
}
