package io.eunomia.runtime;

import io.eunomia.runtime.descriptor.ArgumentSpec;
import io.eunomia.runtime.display.DisplayInfo;
import io.eunomia.runtime.display.DisplayReader;
import io.eunomia.runtime.display.DisplayReading;
import io.eunomia.runtime.display.RowOrder;
import io.eunomia.runtime.event.EventSchema;
import io.eunomia.runtime.event.Subscription;
import io.eunomia.runtime.event.SubscriptionOptions;
import io.eunomia.runtime.metric.MetricReader;
import io.eunomia.runtime.metric.MetricSpec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * An installed tracker. While it runs it is also registered as a service with the properties {@link #SERVICE_ID} and so on.
 * The object stays valid across stop and start; any thread may use it.
 */
@ProviderType
public interface Tracker {

    /** Service property: {@link #id}, an {@link Integer}. */
    String SERVICE_ID = "eunomia.tracker.id";
    /** Service property: {@link #name}, a {@link String}. */
    String SERVICE_NAME = "eunomia.tracker.name";
    /** Service property: {@link #version}, a {@link String}. */
    String SERVICE_VERSION = "eunomia.tracker.version";
    /** Service property: {@link TrackerState#label}, a {@link String}. */
    String SERVICE_STATE = "eunomia.tracker.state";
    /** Service property: {@link #source}, a {@link String}. */
    String SERVICE_SOURCE = "eunomia.tracker.source";

    /** How many receipts {@link #updates} keeps. */
    int KEPT_UPDATES = 20;

    /** Its id, counted from 1 in order of installation, never reused, stable across restarts. */
    int id();

    String name();

    String version();

    String description();

    /** Where its package came from, for people: {@code built-in}, a file, a peer. */
    String source();

    /** Who wants the tracker, and so may replace it without adopting it. */
    Origin origin();

    /**
     * SHA-256 of the package that its {@link #origin} gave last, whatever the tracker was updated to since; empty when
     * unknown.
     */
    String declared();

    /**
     * The packages that the tracker has and had, at most five, the present one first; {@link TrackerManager#rollback} goes
     * back to one of them. Empty for a bundle that somebody installed with the framework's own means.
     */
    List<KeptPackage> history();

    /** The id of its OSGi bundle, which {@code lb} shows. */
    long bundleId();

    TrackerState state();

    /** The time at which it entered {@link #state}. */
    Instant since();

    /** Why it failed; present while {@link #state} is {@link TrackerState#FAILED}. */
    Optional<Failure> failure();

    /** The parts of the package that are not understood or not used. */
    List<String> warnings();

    /** The programs that could not be attached and that it may run without; empty unless running. */
    List<NotAttached> notAttached();

    /** The arguments that its package takes, by name. */
    Map<String, ArgumentSpec> arguments();

    /** The options it runs with, or ran with last. */
    StartOptions options();

    /** Its streams of events; empty unless running. */
    List<EventSchema> streams();

    /**
     * Returns the names of the fields that enrichers could add to a stream's events for readers who ask for them, as of now.
     *
     * @param stream one of {@link #streams}
     */
    default List<String> addable(EventSchema stream) {
        return List.of();
    }

    /** Counters and ledger; those of the last run while it is not running. */
    TrackerStats stats();

    /** The last hot updates, the newest first; at most {@value #KEPT_UPDATES}. */
    List<UpdateReceipt> updates();

    /** The last hot update that failed, until one succeeds: the version before it runs on. Not kept across restarts. */
    Optional<FailedUpdate> failedUpdate();

    /**
     * Since when its programs have been in the kernel without a break, over the ends of daemons; empty while it does not run,
     * and when it ends with its daemon. See {@link StartOptions#persist}.
     */
    default Optional<Instant> pinnedSince() {
        return Optional.empty();
    }

    /**
     * Follows the events from now on.
     *
     * @return owned by the caller
     * @throws TrackerException of kind {@link FailureKind#BAD_REQUEST} for a bad filter or unknown fields, of kind
     *     {@link FailureKind#CONFLICT} when it is not running or has too many subscribers
     */
    Subscription subscribe(SubscriptionOptions options);

    /** What its maps and global variables hold, by display; empty unless running. */
    default List<DisplayInfo> displays() {
        return List.of();
    }

    /**
     * Reads what a display has since it began. The thread that calls reads the map, unless the display is drained: then it gets the
     * totals until the last drain.
     *
     * @throws TrackerException of kind {@link FailureKind#NOT_FOUND} naming those that there are, of kind
     *     {@link FailureKind#CONFLICT} when it is not running
     */
    default DisplayReading display(String name) {
        throw new TrackerException(Failure.of(FailureKind.NOT_FOUND, "it has no display \"" + name + '"', ""));
    }

    /**
     * Follows a display from now on.
     *
     * @param all whether the first reading is of all that there was since the display began
     * @return owned by the caller
     * @throws TrackerException as {@link #display}
     */
    default DisplayReader follow(String name, boolean all) {
        throw new TrackerException(Failure.of(FailureKind.NOT_FOUND, "it has no display \"" + name + '"', ""));
    }

    /** Those of its displays that are metrics; empty unless running. */
    default List<MetricSpec> metrics() {
        return List.of();
    }

    /**
     * Follows a display as the metric that its package says it is.
     *
     * @return owned by the caller
     * @throws TrackerException as {@link #display}, and when the display is no metric
     */
    default MetricReader metric(String display) {
        throw new TrackerException(Failure.of(FailureKind.NOT_FOUND, "it has no display \"" + display + "\" that is a metric", ""));
    }

    /**
     * Follows a display from now on, with its rows in an order of the caller's.
     *
     * @return owned by the caller
     * @throws TrackerException as {@link #display}, and of kind {@link FailureKind#BAD_REQUEST} when it has no such column
     */
    default DisplayReader follow(String name, boolean all, RowOrder order) {
        return follow(name, all);
    }

    /** Names of the streams that come from iterators without an interval: they show nothing until {@link #read}. */
    List<String> onDemand();

    /**
     * Runs its iterators once, those with an interval too. Nothing is dropped, because the programs wait for the thread
     * that polls. The subscription ends when they have written all.
     *
     * @param stream one of them; empty for all
     * @return owned by the caller; {@code options.bufferBytes} is not used
     * @throws TrackerException of kind {@link FailureKind#BAD_REQUEST} for a bad filter or when there is no such iterator,
     *     of kind {@link FailureKind#CONFLICT} when it is not running
     */
    Subscription read(String stream, SubscriptionOptions options);
}
