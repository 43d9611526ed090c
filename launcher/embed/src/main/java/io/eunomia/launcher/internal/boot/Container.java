package io.eunomia.launcher.internal.boot;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running framework with the core bundles. Owns the framework: {@link #close} stops every bundle, which detaches
 * every program.
 */
public final class Container implements AutoCloseable {
    /** The framework's start level at which a daemon is up. */
    public static final int READY_LEVEL = CoreBundle.FACES;
    private static final Logger LOG = LoggerFactory.getLogger(Container.class);
    /** A start level takes as long as its bundles; one whose code blocks would take for ever. */
    private static final Duration LEVEL_TIME = Duration.ofMinutes(5);
    private static final Duration LOOK = Duration.ofMillis(200);
    private final Framework framework;
    private final Optional<StoreSeal> seal;
    private final List<String> problems = new CopyOnWriteArrayList<>();
    /** The thread that waits for the framework's end, to be released when that does not come. */
    private volatile Thread waiting;
    private volatile boolean abandoned;

    private Container(Framework framework, Optional<StoreSeal> seal) {
        this.framework = framework;
        this.seal = seal;
    }

    /**
     * Starts libbpf and runtime and returns when they are up. Installed trackers wait for {@link #startTrackers}, bundles
     * that answer to the outside for {@link #startFaces}.
     *
     * @throws BootException when the core cannot run; then nothing of it runs
     */
    public static Container start(ContainerOptions options) {
        NativeTrust.requireTrusted();
        ClassPathBundles classPath = ClassPathBundles.of(Container.class.getClassLoader());
        Optional<StoreSeal> seal = options.kept() ? Optional.of(new StoreSeal(options.storage())) : Optional.empty();
        boolean whole = seal.map(StoreSeal::open).orElse(StoreSeal.Finding.NEW) != StoreSeal.Finding.OPEN;
        if (!whole) {
            new BundleNotes(options.storage()).mend();
        }
        try {
            return prepared(options, classPath, seal, whole).launched();
        } catch (DamagedStoreException e) {
            LOG.warn("the framework cannot use {}, which is made anew, with all trackers as they were: {}",
                    options.storage(), String.valueOf(e.getCause()));
            seal.orElseThrow().discard();
            return prepared(options, classPath, seal, true).launched();
        }
    }

    private static Container prepared(ContainerOptions options, ClassPathBundles classPath, Optional<StoreSeal> seal,
            boolean whole) {
        FrameworkSetup setup = new FrameworkSetup(options, classPath, whole);
        Container container = new Container(setup.framework(), seal);
        try {
            setup.prepare(container.framework, container::note);
            return container;
        } catch (BundleException | RuntimeException | OutOfMemoryError e) {
            container.close();
            if (!whole && seal.isPresent()) {
                throw new DamagedStoreException(e);
            }
            throw failed(e);
        }
    }

    private Container launched() {
        try {
            framework.start();
            requireActive(CoreBundle.RUNTIME);
            return this;
        } catch (BundleException | RuntimeException e) {
            close();
            throw failed(e);
        }
    }

    private static BootException failed(Throwable e) {
        return e instanceof BootException already ? already
                : new BootException("the core bundles cannot start: " + e.getMessage(), e);
    }

    /** Thrown when the store of the last run cannot be used. */
    private static final class DamagedStoreException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        DamagedStoreException(Throwable cause) {
            super(cause);
        }
    }

    /**
     * Starts HTTP; returns when its bundles are up, or the end is asked for.
     *
     * @throws BootException when they do not start
     */
    public void startFaces(BooleanSupplier ended) {
        if (raise(CoreBundle.FACES, ended)) {
            requireActive(CoreBundle.FACES);
        }
    }

    /** Starts Jetty and the installed trackers; returns when each tracker runs or has failed. */
    public void startTrackers() {
        startTrackers(() -> false);
    }

    /** Starts them as {@link #startTrackers()} does, and returns early when the end is asked for. */
    public void startTrackers(BooleanSupplier ended) {
        if (raise(CoreBundle.TRACKERS, ended)) {
            requireActive(CoreBundle.TRACKERS);
        }
    }

    /** Raises the start level. @return whether the level was reached, and the end not asked for before */
    private boolean raise(int level, BooleanSupplier ended) {
        CountDownLatch reached = new CountDownLatch(1);
        framework.adapt(FrameworkStartLevel.class).setStartLevel(level, event -> reached.countDown());
        long deadline = System.nanoTime() + LEVEL_TIME.toNanos();
        try {
            while (!reached.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                if (ended.getAsBoolean()) {
                    return false;
                }
                if ((framework.getState() & (Bundle.STARTING | Bundle.ACTIVE)) == 0) {
                    throw new BootException("the framework has ended while it started: " + String.join("; ", problems));
                }
                if (System.nanoTime() - deadline > 0) {
                    throw new BootException("the framework does not reach start level " + level + ": the code of a bundle"
                            + " that was installed past Eunomia may block");
                }
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void requireActive(int level) {
        BundleContext context = framework.getBundleContext();
        for (CoreBundle core : CoreBundle.ALL) {
            Bundle bundle = context == null ? null : context.getBundle(core.location());
            if (bundle != null && core.mustRunAt(level) && bundle.getState() != Bundle.ACTIVE) {
                throw new BootException(core.symbolicName() + " does not start: " + String.join("; ", problems));
            }
        }
    }

    private void note(FrameworkEvent event) {
        if (event.getType() == FrameworkEvent.ERROR) {
            Throwable why = event.getThrowable();
            problems.add(event.getBundle().getSymbolicName() + ": " + (why == null ? "failed" : why.getMessage()));
        }
    }

    /** Lists bundles that did not start, and why, one line each. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    /**
     * Finds a service.
     *
     * @return a service of the core
     * @throws BootException when it is missing
     */
    public <T> T service(Class<T> type) {
        return find(type).stream().findFirst().orElseThrow(() -> new BootException(
                "no service " + type.getSimpleName() + (problems.isEmpty() ? "" : ": " + problems)));
    }

    /** Hands the core bundles an object of the process that they need. */
    public <T> void offer(Class<T> type, T service) {
        framework.getBundleContext().registerService(type, service, null);
    }

    /** Returns all services of a type, in the order of ranking. */
    public <T> List<T> find(Class<T> type) {
        BundleContext context = framework.getBundleContext();
        try {
            // "All" is needed because the system bundle, in whose name this asks, imports no package of the core.
            ServiceReference<?>[] references = context.getAllServiceReferences(type.getName(), null);
            return references == null ? List.of() : java.util.Arrays.stream(references)
                    .sorted(java.util.Comparator.reverseOrder()).map(context::getService)
                    .filter(type::isInstance).map(type::cast).toList();
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("no filter was given", e);
        }
    }

    /** Waits until the framework has ended, by {@link #close} or because someone stopped the system bundle. */
    public void awaitEnd() throws InterruptedException {
        waiting = Thread.currentThread();
        try {
            while (!abandoned && framework.waitForStop(0).getType() == FrameworkEvent.STOPPED_UPDATE) {
                // It starts again by itself after an update of the system bundle.
            }
        } catch (InterruptedException e) {
            if (!abandoned) {
                throw e;
            }
        } finally {
            waiting = null;
        }
    }

    /** Waits for the framework's end within bounded time. @return whether the framework has ended within the time */
    public boolean awaitEnd(Duration most) throws InterruptedException {
        int type = framework.waitForStop(most.toMillis()).getType();
        return type != FrameworkEvent.WAIT_TIMEDOUT && type != FrameworkEvent.STOPPED_UPDATE;
    }

    /** Stops everything, which detaches every program, and waits for that within bounded time; harmless when repeated. */
    @Override
    public synchronized void close() {
        if (abandoned) {
            return;
        }
        boolean was = framework.getState() == Bundle.ACTIVE;
        BundleContext context = framework.getBundleContext();
        try {
            if (context != null && !new OrderlyEnd(framework, context).run()) {
                abandon();
            } else if (was) {
                seal.ifPresent(StoreSeal::close);
            }
        } catch (BundleException e) {
            throw new BootException("the framework does not stop: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void abandon() {
        abandoned = true;
        Thread waiter = waiting;
        if (waiter != null) {
            waiter.interrupt();
        }
    }
}
