package io.eunomia.launcher.embed;

import io.eunomia.launcher.internal.boot.BootException;
import io.eunomia.launcher.internal.boot.ClassPathTrackers;
import io.eunomia.launcher.internal.boot.Home;
import io.eunomia.launcher.internal.embed.DisplayPublisher;
import io.eunomia.launcher.internal.embed.EmbeddedContainer;
import io.eunomia.launcher.internal.embed.EventPublisher;
import io.eunomia.launcher.internal.embed.PlainEvents;
import io.eunomia.launcher.internal.embed.Pumps;
import io.eunomia.launcher.internal.embed.RecordArguments;
import io.eunomia.launcher.internal.embed.RecordEvents;
import io.eunomia.launcher.internal.embed.RowRecords;
import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.PackageSource;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.StartedTracker;
import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.TrackerManager;
import io.eunomia.runtime.TrackerState;
import io.eunomia.runtime.display.DisplayReading;
import io.eunomia.runtime.event.EventFormats;
import io.eunomia.runtime.event.SubscriptionOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Flow;
import java.util.function.Function;
import java.util.function.Supplier;
import org.osgi.framework.BundleReference;

/**
 * Runs Eunomia in this process, without HTTP and shell. Owns its framework, its trackers and the threads of the subscribers
 * of its publishers; {@link #close} detaches every program. Any thread may use it. A process can have several.
 *
 * <p>Events as records, until the thread is interrupted: <pre>{@code
 * try (Eunomia eunomia = Eunomia.builder().state(state).start()) {
 *     Tracker process = eunomia.start("process");
 *     eunomia.events(process, Exec.class).subscribe(subscriber);
 *     Thread.currentThread().join();
 * }
 * }</pre>
 */
public final class Eunomia implements AutoCloseable {
    private static final SubscriptionOptions ALL = SubscriptionOptions.all("embedder");

    private final TrackerManager manager;
    private final Supplier<EventFormats> formats;
    private final Runnable end;
    private final Pumps pumps = new Pumps();

    private Eunomia(TrackerManager manager, Supplier<EventFormats> formats, Runnable end) {
        this.manager = manager;
        this.formats = formats;
        this.end = end;
    }

    public static Builder builder() {
        return new Builder();
    }

    /**
     * Uses a runtime that runs already: in a bundle, the one of its framework, where the trackers are the bundles that are
     * installed. It owns no tracker; {@link #close} completes the subscribers and ends their threads.
     *
     * @param manager the service of that framework, valid as long as the caller has it
     */
    public static Eunomia of(TrackerManager manager) {
        return new Eunomia(manager.by("the embedding bundle"), () -> {
            throw new IllegalStateException("get the service EventFormats from the framework, as you got TrackerManager");
        }, () -> { });
    }

    /** The service that every other face calls too. Valid until {@link #close}. */
    public TrackerManager manager() {
        return manager;
    }

    /**
     * Returns the formats that text can be made with out of events, those of trackers' bundles among them.
     *
     * @throws IllegalStateException when the runtime is another's ({@link #of}); its framework has the service
     */
    public EventFormats formats() {
        return formats.get();
    }

    /**
     * Starts as {@link #start(String, StartOptions)} does, with the tracker's own defaults. One that runs already is left
     * as it is.
     */
    public Tracker start(String tracker) {
        Optional<Tracker> running = manager().find(tracker).filter(found -> found.state() == TrackerState.RUNNING);
        return running.isPresent() ? running.get() : start(tracker, StartOptions.none());
    }

    /**
     * Starts a built-in tracker. If the state folder has it from an earlier run, it is started from there.
     *
     * @param tracker name of a tracker bundle on the class path or in the distribution's folder: {@code process}
     * @return the running tracker
     * @throws TrackerException when there is none of that name or it cannot run
     */
    public Tracker start(String tracker, StartOptions options) {
        Optional<Tracker> installed = manager().find(tracker);
        return installed.isPresent() ? manager().start(installed.get().id(), options)
                : manager().start(builtIn(tracker), options);
    }

    /**
     * Starts as {@link #start(String, StartOptions)} does, with a subscriber that is there before the first program is
     * attached: of a new tracker it gets the events from number 1 on, however many there are at once.
     *
     * @param type a record as for {@link #events(Tracker, Class)}, or {@link Event}
     */
    public <T extends Record> Tracker start(String tracker, StartOptions options, Class<T> type,
            Flow.Subscriber<? super T> first) {
        Optional<Tracker> installed = manager().find(tracker);
        return served(installed.isPresent() ? manager().start(installed.get().id(), Optional.of(options), ALL)
                : manager().start(builtIn(tracker), options, ALL), type, first);
    }

    /** Starts as {@link #start(String, StartOptions, Class, Flow.Subscriber)} does, for a package in any format. */
    public <T extends Record> Tracker start(PackageSource source, StartOptions options, Class<T> type,
            Flow.Subscriber<? super T> first) {
        return served(manager().start(source, options, ALL), type, first);
    }

    private <T extends Record> Tracker served(StartedTracker started, Class<T> type, Flow.Subscriber<? super T> first) {
        if (type == Event.class) {
            @SuppressWarnings("unchecked")
            Flow.Subscriber<? super Event> plain = (Flow.Subscriber<? super Event>) first;
            new EventPublisher<>(started.tracker(), ALL, new PlainEvents(), pumps).serve(started::events, plain);
        } else {
            new EventPublisher<>(started.tracker(), ALL, new RecordEvents<>(type), pumps).serve(started::events, first);
        }
        return started.tracker();
    }

    /**
     * Writes the components of a record as arguments, for {@link StartOptions#withArguments}. A component gives the argument
     * of its name or of its {@link ArgumentName}; one that is null is left to the tracker's default.
     *
     * @throws MappingException when a component has a type that no argument takes
     */
    public static Map<String, String> arguments(Record record) {
        return RecordArguments.of(record);
    }

    private static PackageSource builtIn(String tracker) {
        Map<String, Path> known = builtIns();
        Path jar = known.get(tracker);
        if (jar == null) {
            throw new TrackerException(Failure.of(FailureKind.NOT_FOUND, "no built-in tracker is called " + tracker
                    + "; there are: " + String.join(", ", known.keySet()),
                    "put the tracker's jar on the class path, or start a package with manager()"));
        }
        try {
            return new PackageSource(tracker, Files.readAllBytes(jar), jar.toString());
        } catch (IOException e) {
            throw new TrackerException(Failure.of(FailureKind.INTERNAL, "cannot read " + jar + ": " + e.getMessage(),
                    ""), e);
        }
    }

    private static Map<String, Path> builtIns() {
        Map<String, Path> all = new TreeMap<>(ClassPathTrackers.find(Eunomia.class.getClassLoader()));
        for (Path jar : Home.find().map(Home::trackers).orElse(List.of())) {
            all.putIfAbsent(Home.name(jar), jar);
        }
        return all;
    }

    /** Publishes as {@link #events(Tracker, Class, SubscriptionOptions)} does, all events, with a buffer of 1 MiB. */
    public <T extends Record> Flow.Publisher<T> events(Tracker tracker, Class<T> type) {
        return events(tracker, type, ALL);
    }

    /**
     * Publishes events as records. A component takes the field of its name, {@code exitCode} also {@code exit_code}, or the
     * one that {@link EventField} names. With several streams the events are those of the streams that have every
     * component. A component whose field a short record does not reach is null, or 0 if it is primitive.
     *
     * @return each subscriber has its own buffer of {@code options.bufferBytes()} and its own thread, and gets an
     *     {@link EventSubscription}; when the tracker or the runtime ends it is completed
     * @throws MappingException when the running tracker has no stream that fits; a subscriber to one that was not running
     *     then gets it by {@code onError}
     */
    public <T extends Record> Flow.Publisher<T> events(Tracker tracker, Class<T> type, SubscriptionOptions options) {
        RecordEvents<T> mapper = new RecordEvents<>(type);
        if (!tracker.streams().isEmpty() && options.enrich().equals(SubscriptionOptions.Enrich.NOTHING)) {
            mapper.bind(tracker.streams());
        }
        return new EventPublisher<>(tracker, options, mapper, pumps);
    }

    /** Publishes as {@link #events(Tracker, SubscriptionOptions)} does, all events, with a buffer of 1 MiB. */
    public Flow.Publisher<Event> events(Tracker tracker) {
        return events(tracker, ALL);
    }

    /** Publishes events of any tracker, with all their fields. */
    public Flow.Publisher<Event> events(Tracker tracker, SubscriptionOptions options) {
        return new EventPublisher<>(tracker, options, new PlainEvents(), pumps);
    }

    /**
     * Publishes what a display shows ({@link Tracker#displays}), at an interval. The first reading is of all since the display
     * began; of a drained display each further one is of what came since the last. Whoever requests late gets that in one.
     *
     * @param interval zero for that of the display
     * @return each subscriber has its own readings and its own thread, and is completed after the last one when the tracker or the
     *     runtime ends; to one the tracker of which is not running, or has no such display, {@code onError} says so
     */
    public Flow.Publisher<DisplayReading> readings(Tracker tracker, String display, Duration interval) {
        return new DisplayPublisher<>(tracker, display, interval, Function::identity, pumps);
    }

    /**
     * Publishes as {@link #readings} does, with rows as records. A component takes the column of its name, {@code totalNs} also
     * {@code total_ns}, or the one that {@link EventField} names; {@code buckets} of a histogram is a list of
     * {@link DisplayReading.Bucket}. A component whose column has no value is null; 0, false or NaN if it is primitive.
     *
     * @throws MappingException when the running tracker's display does not fit; a subscriber to one that was not running then gets
     *     it by {@code onError}
     */
    public <T extends Record> Flow.Publisher<DisplayRows<T>> rows(Tracker tracker, String display, Class<T> type, Duration interval) {
        RowRecords<T> checked = new RowRecords<>(type);
        tracker.displays().stream().filter(one -> one.name().equals(display)).forEach(checked::bind);
        return new DisplayPublisher<>(tracker, display, interval, () -> new RowRecords<>(type)::of, pumps);
    }

    /**
     * Reads a display once, as {@link #rows(Tracker, String, Class, Duration)} does.
     *
     * @throws TrackerException as {@link Tracker#display}
     * @throws MappingException when a component has no column, naming those that there are
     */
    public <T extends Record> DisplayRows<T> rows(Tracker tracker, String display, Class<T> type) {
        return new RowRecords<>(type).of(tracker.display(display));
    }

    /**
     * Stops the trackers, which detaches their programs, completes the subscribers and ends all threads. Subscribers get
     * the events that they have requested and that had arrived; one that does not return is interrupted after 5 s. Harmless
     * when repeated.
     */
    @Override
    public void close() {
        try {
            end.run();
        } finally {
            pumps.end();
            pumps.await();
        }
    }

    /** Builds a runtime. Confined to one thread. */
    public static final class Builder {
        private Path state;

        private Builder() {
        }

        /**
         * Keeps trackers and their ids in a folder, for the next start. Without it a temporary folder is used and removed.
         *
         * @param folder made if it is missing; one runtime at a time has it
         */
        public Builder state(Path folder) {
            state = folder;
            return this;
        }

        /**
         * Starts the runtime. Returns when trackers can be started, and those of the state folder run or have failed.
         *
         * @throws StartException when it cannot run here; nothing of it is left behind
         */
        public Eunomia start() {
            if (Eunomia.class.getClassLoader() instanceof BundleReference) {
                throw new StartException("this is a bundle of a framework, and its class loader shows no jars to start another"
                        + " one from: get the service TrackerManager and use Eunomia.of(manager)", null);
            }
            try {
                EmbeddedContainer container = EmbeddedContainer.start(state);
                return new Eunomia(container.manager(), container::formats, container::close);
            } catch (BootException e) {
                throw new StartException(e.getMessage(), e);
            }
        }
    }
}
