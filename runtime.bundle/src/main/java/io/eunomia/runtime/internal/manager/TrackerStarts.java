package io.eunomia.runtime.internal.manager;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.PackageSource;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.TrackerState;
import io.eunomia.runtime.internal.bundle.NewPackage;
import io.eunomia.runtime.internal.bundle.TrackerPackages;
import io.eunomia.runtime.internal.engine.TrackerEngine;
import io.eunomia.runtime.internal.engine.TypesCheck;
import io.eunomia.runtime.internal.lifecycle.FirstSubscriber;
import io.eunomia.runtime.internal.lifecycle.Installer;
import io.eunomia.runtime.internal.lifecycle.TrackerBundle;
import io.eunomia.runtime.internal.lifecycle.TrackerLifecycle;
import io.eunomia.runtime.internal.lifecycle.TrackerRegistry;
import java.util.Optional;
import org.osgi.framework.BundleException;

/** Starts trackers: new packages, packages that take the place of another, and installed trackers. */
final class TrackerStarts {
    private final Installer installer;
    private final TrackerRegistry registry;
    private final TrackerEngine engine;
    private final NameLocks locks;
    private final int mostTrackers;

    TrackerStarts(Installer installer, TrackerRegistry registry, TrackerEngine engine, NameLocks locks,
            int mostTrackers) {
        this.installer = installer;
        this.registry = registry;
        this.engine = engine;
        this.locks = locks;
        this.mostTrackers = mostTrackers;
    }

    /** Starts a package. @param first is subscribed before a program is attached */
    Tracker start(PackageSource source, StartOptions options, Optional<FirstSubscriber> first) {
        NewPackage given = new NewPackage(TrackerPackages.parse(source, options.name()), source);
        StartOptions wanted = checked(options, StartOptions.none());
        engine.requireKernel(given.content(), wanted);
        return locks.alone(given.name(), () -> {
            Optional<TrackerBundle> existing = registry.find(given.name());
            if (existing.isPresent()) {
                return take(registry.lifecycle(existing.get().id()), given, wanted, first);
            }
            if (registry.all().size() >= mostTrackers) {
                throw new TrackerException(Failure.of(FailureKind.TOO_LARGE, "there are " + mostTrackers
                        + " trackers already", "remove one, or raise eunomia.trackers.max"));
            }
            return installer.install(given, wanted, first);
        });
    }

    /** Checks the kernel types that options bring. @param before options whose types have been checked already */
    static StartOptions checked(StartOptions given, StartOptions before) {
        return given.btf().equals(before.btf()) ? given.unnamed()
                : given.unnamed().withBtf(given.btf().map(TypesCheck::checked));
    }

    /** Decides what happens when the package's name is taken. */
    private static Tracker take(TrackerLifecycle lifecycle, NewPackage given, StartOptions options,
            Optional<FirstSubscriber> first) {
        TrackerBundle tracker = lifecycle.tracker();
        boolean owned = tracker.origin().equals(given.owner());
        if (!owned && !given.source().adopt()) {
            throw new TrackerException(Failure.of(FailureKind.CONFLICT, "tracker \"" + tracker.name() + "\" exists already, as "
                    + tracker.id() + " (" + tracker.source() + "), and belongs to " + tracker.origin(),
                    "give the package another name, remove the other tracker, or take it over: --adopt (HTTP: adopt=true,"
                            + " configuration: adopt = true, watch_adopt = true)"));
        }
        if (tracker.state() != TrackerState.RUNNING && tracker.state() != TrackerState.STARTING) {
            return lifecycle.actions().replace(given, options, first);
        }
        if (owned) {
            throw new TrackerException(Failure.of(FailureKind.CONFLICT, "tracker \"" + tracker.name()
                    + "\" is running already, as " + tracker.id(),
                    "stop it first, or start this one under another name (--name)"));
        }
        first.ifPresent(subscriber -> subscriber.subscribe(tracker));
        lifecycle.actions().update(given, options);
        lifecycle.actions().own(given);
        return tracker;
    }

    /**
     * Starts an installed tracker.
     *
     * @param given options; empty for those that it has
     */
    Tracker start(TrackerLifecycle lifecycle, Optional<StartOptions> given, Optional<FirstSubscriber> first)
            throws BundleException {
        TrackerBundle tracker = lifecycle.tracker();
        StartOptions before = tracker.options();
        StartOptions options = given.map(one -> checked(one, before)).orElse(before);
        if (tracker.state() != TrackerState.RUNNING) {
            return start(lifecycle, options, first);
        }
        if (options.equals(before)) {
            return tracker;
        }
        throw new TrackerException(Failure.of(FailureKind.CONFLICT, "tracker \"" + tracker.name()
                + "\" is running with other options, as " + tracker.id(), "stop it first, or update it with these"));
    }

    /** Starts a tracker; if only the subscription of its follower fails, a stopped tracker stays stopped. */
    private static Tracker start(TrackerLifecycle lifecycle, StartOptions options, Optional<FirstSubscriber> first)
            throws BundleException {
        boolean stopped = lifecycle.tracker().state() == TrackerState.STOPPED;
        try {
            return lifecycle.actions().start(options, first);
        } catch (TrackerException e) {
            if (stopped && first.filter(FirstSubscriber::isRefused).isPresent()) {
                lifecycle.actions().stop();
            }
            throw e;
        }
    }
}
