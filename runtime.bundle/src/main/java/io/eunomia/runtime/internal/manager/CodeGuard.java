package io.eunomia.runtime.internal.manager;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.hooks.bundle.EventHook;
import org.osgi.framework.hooks.service.EventListenerHook;
import org.osgi.framework.hooks.service.ListenerHook.ListenerInfo;
import org.osgi.framework.wiring.BundleWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the Java code of a tracker that holds what the framework does to others: a listener or a hook that is called on the
 * thread of whoever starts a bundle, and does not return. From then on that tracker is told nothing more, and it is stopped,
 * which takes its listeners and hooks away. Any thread.
 */
final class CodeGuard implements EventHook, EventListenerHook {
    private static final Logger LOG = LoggerFactory.getLogger(CodeGuard.class);

    private final TrackerRegistry registry;
    private final Set<Bundle> isolated = ConcurrentHashMap.newKeySet();

    CodeGuard(TrackerRegistry registry) {
        this.registry = registry;
    }

    /**
     * Code that does not return.
     *
     * @param bundle whose it is
     * @param place where it is
     */
    record Holder(Bundle bundle, String tracker, String place) {
    }

    /** Whether there is any code that could hold others. */
    boolean isNeeded() {
        return registry.lifecycles().stream().anyMatch(one -> BundleActions.hasCode(one.tracker().bundle()));
    }

    /** Whose code a thread is in, above the framework or us: the innermost counts. */
    Optional<Holder> holder(Thread thread) {
        return holder(thread.getStackTrace());
    }

    /** Of all threads: one of them may have a lock of the framework's for which others wait. */
    Optional<Holder> anywhere() {
        return Thread.getAllStackTraces().values().stream().filter(CodeGuard::isCalledByFramework)
                .flatMap(stack -> holder(stack).stream()).findFirst();
    }

    private static boolean isCalledByFramework(StackTraceElement[] stack) {
        for (StackTraceElement frame : stack) {
            if (frame.getClassName().startsWith("org.apache.felix.framework.")) {
                return true;
            }
        }
        return false;
    }

    private Optional<Holder> holder(StackTraceElement[] stack) {
        List<TrackerBundle> suspects = registry.lifecycles().stream().map(TrackerLifecycle::tracker)
                .filter(tracker -> BundleActions.hasCode(tracker.bundle())).toList();
        for (StackTraceElement frame : stack) {
            // A class of the JDK's may wait, but not for itself.
            if (frame.getModuleName() == null) {
                for (TrackerBundle suspect : suspects) {
                    if (has(suspect.bundle(), frame.getClassName())) {
                        return Optional.of(new Holder(suspect.bundle(), suspect.name(), frame.toString()));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static boolean has(Bundle bundle, String className) {
        try {
            BundleWiring wiring = bundle.adapt(BundleWiring.class);
            int dot = className.lastIndexOf('.');
            String folder = dot < 0 ? "/" : '/' + className.substring(0, dot).replace('.', '/');
            // Hidden classes of lambdas are named after the class that made them, with a slash and a number.
            String file = className.substring(dot + 1).replaceFirst("(\\$\\$Lambda.*|/.*)$", "") + ".class";
            return wiring != null && !wiring.listResources(folder, file, BundleWiring.LISTRESOURCES_LOCAL).isEmpty();
        } catch (IllegalStateException e) {
            LOG.trace("{} went while it was looked at", bundle, e);
            return false;
        }
    }

    /** Nothing more is told to it, and it is stopped, on a thread of its own, for who knows what it does then. */
    void isolate(Holder holder) {
        if (!isolated.add(holder.bundle())) {
            return;
        }
        LOG.error("the Java code of tracker {} does not return from what the framework tells it, which held others: it is"
                + " at {}. It is told nothing more, and stopped", holder.tracker(), holder.place());
        Thread thread = new Thread(() -> stop(holder), "eunomia-code-" + holder.bundle().getBundleId());
        thread.setDaemon(true);
        thread.start();
    }

    private void stop(Holder holder) {
        try {
            holder.bundle().stop(Bundle.STOP_TRANSIENT);
        } catch (BundleException | IllegalStateException e) {
            LOG.warn("tracker {} does not stop: {}", holder.tracker(), e.toString());
        }
        registry.find(holder.bundle()).ifPresent(tracker -> tracker.fail(Failure.of(FailureKind.BAD_PACKAGE,
                "its Java code does not return from what the framework tells it, which held others: it is at "
                        + holder.place(), "mend the code; it stays stopped until the daemon is restarted or it is updated")));
    }

    /** It has other code now, or is started by somebody who knows what happened. */
    void forgive(Bundle bundle) {
        isolated.remove(bundle);
    }

    @Override
    public void event(BundleEvent event, Collection<BundleContext> contexts) {
        if (!isolated.isEmpty()) {
            contexts.removeIf(this::isIsolated);
        }
    }

    @Override
    public void event(ServiceEvent event, Map<BundleContext, Collection<ListenerInfo>> listeners) {
        if (!isolated.isEmpty()) {
            listeners.keySet().removeIf(this::isIsolated);
        }
    }

    private boolean isIsolated(BundleContext context) {
        try {
            return isolated.contains(context.getBundle());
        } catch (IllegalStateException e) {
            // It has stopped.
            return true;
        }
    }

    /** What somebody is told whose tracker is held. */
    static Failure failure(String action, Duration time, Optional<Holder> holder) {
        return Failure.of(FailureKind.CONFLICT, action + " has not come to its end"
                + (time.isZero() ? "" : " within " + time.toSeconds() + " s") + ", and not by its own fault: " + holder.map(one -> "the Java code of tracker \"" + one.tracker()
                        + "\" (bundle " + one.bundle().getSymbolicName() + ") does not return, at " + one.place())
                        .orElse("Java code of another tracker does not return"),
                "try again: that tracker is told nothing more; remove it or mend its code, and restart the daemon if"
                        + " something is held still");
    }
}
