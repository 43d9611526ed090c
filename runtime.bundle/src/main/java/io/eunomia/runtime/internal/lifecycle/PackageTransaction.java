package io.eunomia.runtime.internal.lifecycle;

import io.eunomia.runtime.KeptPackage;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.UpdateReceipt;
import io.eunomia.runtime.UpdateReceipt.Mode;
import io.eunomia.runtime.descriptor.TrackerPackage;
import io.eunomia.runtime.internal.bundle.BundleFailures;
import io.eunomia.runtime.internal.bundle.NewPackage;
import io.eunomia.runtime.internal.bundle.TrackerPackages;
import io.eunomia.runtime.internal.closing.Undo;
import io.eunomia.runtime.internal.code.BundleActions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/**
 * Gives a tracker another package as one transaction: the bundle gets the content, what runs is switched, and the store
 * learns of it last, since it says what is to be after a kill. When a step fails, those before it are taken back in reverse
 * order, and the failure is thrown with what could not be taken back. Used once, by a thread that holds the lock of the
 * tracker's name.
 */
final class PackageTransaction {
    private final TrackerLifecycle lifecycle;
    private final TrackerBundle tracker;
    private final Bundle bundle;
    private final ContentExchange exchange;
    private final BundleActions bundles;
    private final NewPackage given;
    private final StartOptions options;
    private final StartOptions optionsBefore;
    private final Supplier<byte[]> jarBefore;
    private final Undo undo = new Undo();

    /** Reads what may have to be put back, before the bundle changes: content that the store does not keep is read now. */
    PackageTransaction(TrackerLifecycle lifecycle, ContentExchange exchange, TrackerEnvironment environment, NewPackage given,
            StartOptions options) {
        this.lifecycle = lifecycle;
        this.tracker = lifecycle.tracker();
        this.bundle = tracker.bundle();
        this.exchange = exchange;
        this.bundles = environment.bundles();
        this.given = given;
        this.options = options;
        this.optionsBefore = tracker.options();
        this.jarBefore = environment.contents().before(bundle);
    }

    private interface Steps<T> {
        T run() throws BundleException;
    }

    private static <T> T whole(Undo undo, Steps<T> steps) {
        try {
            return steps.run();
        } catch (BundleException | RuntimeException e) {
            TrackerException failure = BundleFailures.of(e);
            undo.run(failure);
            throw failure;
        }
    }

    /** Replaces the content of a tracker that does not run, and starts it. */
    Tracker replace(KeptPackage kept, Optional<FirstSubscriber> first) {
        return whole(undo, () -> {
            bundles.stop(bundle);
            exchange();
            tracker.options(options);
            lifecycle.runs().expect(first);
            undo.add(() -> bundles.stop(bundle));
            bundles.start(bundle);
            Tracker started = tracker.orThrow();
            lifecycle.actions().record(one -> given.owned(one.ownedBy(given.owner(), given.source().origin()))
                    .called(tracker.name()).having(kept).with(options).stopped(false));
            return started;
        });
    }

    /** Updates the tracker; one that runs goes on without missing an event. */
    UpdateReceipt update(KeptPackage kept) {
        return whole(undo, () -> {
            UpdateReceipt receipt = tracker.runs() ? switchOver() : exchanged();
            lifecycle.actions().record(one -> given.declared(one).called(tracker.name()).having(kept).with(options));
            return receipt;
        });
    }

    private UpdateReceipt exchanged() throws BundleException {
        String from = tracker.version();
        exchange();
        lifecycle.forgetContent();
        UpdateReceipt receipt = new UpdateReceipt(Instant.now(), from, tracker.version(), Mode.STOPPED, 0, 0, 0,
                OptionalLong.of(0), List.of(), List.of(), List.of());
        tracker.updateLog().add(receipt);
        return receipt;
    }

    /** Exchanges the content of a bundle that does not run. */
    private void exchange() throws BundleException {
        undo.add(this::exchangeBack);
        exchange.exchange(given.content(), given.jar(options));
    }

    private void exchangeBack() throws BundleException {
        byte[] old = jarBefore.get();
        exchange.exchange(TrackerPackages.parse(tracker.name(), old), old);
        tracker.options(optionsBefore);
    }

    private UpdateReceipt switchOver() {
        UpdateReceipt receipt = switchOver(given.content(), given.jar(options), options);
        undo.add(this::switchBack);
        return receipt;
    }

    /** Lets the old version take over again, by another update, because the new one has run already. */
    private void switchBack() throws BundleException {
        if (tracker.runs()) {
            byte[] old = jarBefore.get();
            switchOver(TrackerPackages.parse(tracker.name(), old), old, optionsBefore);
        } else {
            exchangeBack();
        }
    }

    /** Updates the bundle and switches what runs; after a failure the old version runs and the bundle has the old content. */
    private UpdateReceipt switchOver(TrackerPackage next, byte[] jar, StartOptions nextOptions) {
        OngoingUpdate update = lifecycle.begin(next, nextOptions, jarBefore);
        Undo back = new Undo();
        back.add(() -> lifecycle.undo(update));
        return whole(back, () -> {
            bundles.update(bundle, jar, update::isRestarted);
            if (!update.isRestarted()) {
                // The framework does not say why it has not started the new content, so it is asked again.
                bundles.start(bundle);
            }
            return lifecycle.finish(update, next, nextOptions);
        });
    }
}
