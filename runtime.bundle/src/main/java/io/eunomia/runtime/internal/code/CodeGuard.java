package io.eunomia.runtime.internal.code;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.hooks.bundle.EventHook;
import org.osgi.framework.hooks.service.EventListenerHook;
import org.osgi.framework.hooks.service.ListenerHook.ListenerInfo;
import org.osgi.framework.wiring.BundleWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds Java code of a tracker that blocks others, such as a listener that is called on the thread of whoever starts a
 * bundle and does not return. The tracker's listeners then get no more events, and it is stopped, which removes them.
 * Services that would be called in everything that others do are refused from the start. Any thread.
 */
public final class CodeGuard implements EventHook, EventListenerHook {
    private static final Logger LOG = LoggerFactory.getLogger(CodeGuard.class);

    /** Services that the framework, the JVM or the HTTP server calls in whatever anybody does. */
    private static final Pattern IN_BETWEEN = Pattern.compile("org\\.osgi\\.framework\\.hooks\\..*"
            + "|org\\.osgi\\.service\\.url\\..*|java\\.net\\.ContentHandler|jakarta\\.servlet\\.Filter");

    private final TrackerBundles trackers;
    private final Set<Bundle> isolated = ConcurrentHashMap.newKeySet();

    public CodeGuard(TrackerBundles trackers) {
        this.trackers = trackers;
    }

    /**
     * Code that does not return.
     *
     * @param bundle whose code it is
     * @param place the stack frame it is in
     */
    record Holder(Bundle bundle, String tracker, String place) {
    }

    /** Tells whether any tracker has code that could block others. */
    boolean isNeeded() {
        return trackers.bundles().stream().anyMatch(BundleActions::hasCode);
    }

    /** Finds the tracker whose code a thread is in, above the framework or us: the innermost frame counts. */
    Optional<Holder> holder(Thread thread) {
        return holder(thread.getStackTrace());
    }

    /** Finds such code in any thread, because one of them may hold a framework lock for which others wait. */
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
        List<Bundle> suspects = trackers.bundles().stream().filter(BundleActions::hasCode).toList();
        for (StackTraceElement frame : stack) {
            // A JDK class may be what waits, but it does so for its caller.
            if (frame.getModuleName() == null) {
                for (Bundle suspect : suspects) {
                    if (has(suspect, frame.getClassName())) {
                        return Optional.of(new Holder(suspect, trackers.name(suspect).orElse(suspect.getSymbolicName()),
                                frame.toString()));
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

    /** Keeps further events from a tracker and stops it, on a thread of its own because its code may block then too. */
    void isolate(Holder holder) {
        isolate(holder.bundle(), "does not return from what the framework tells it, which held others: it is at "
                + holder.place());
    }

    private void isolate(Bundle bundle, String what) {
        if (!isolated.add(bundle)) {
            return;
        }
        LOG.error("the Java code of tracker {} {}. It is told nothing more, and stopped",
                trackers.name(bundle).orElse(bundle.getSymbolicName()), what);
        Thread thread = new Thread(() -> stop(bundle, what), "eunomia-code-" + bundle.getBundleId());
        thread.setDaemon(true);
        thread.start();
    }

    private void stop(Bundle bundle, String what) {
        try {
            bundle.stop(Bundle.STOP_TRANSIENT);
        } catch (BundleException | IllegalStateException e) {
            LOG.warn("bundle {} does not stop: {}", bundle.getSymbolicName(), e.toString());
        }
        trackers.fail(bundle, Failure.of(FailureKind.BAD_PACKAGE, "its Java code " + what,
                "mend the code; it stays stopped until the daemon is restarted or it is updated"));
    }

    /** Finds a service of the bundle that everybody would wait for. */
    Optional<String> inBetween(Bundle bundle) {
        ServiceReference<?>[] services = bundle.getRegisteredServices();
        return services == null ? Optional.empty() : Arrays.stream(services).flatMap(CodeGuard::inBetween).findFirst();
    }

    private static Stream<String> inBetween(ServiceReference<?> service) {
        return Arrays.stream((String[]) service.getProperty(Constants.OBJECTCLASS))
                .filter(type -> IN_BETWEEN.matcher(type).matches());
    }

    /** Describes the failure of a tracker that registers such a service. */
    static Failure inBetween(String type) {
        return Failure.of(FailureKind.BAD_PACKAGE, "its Java code registers a " + type
                + ", which would be asked in what other trackers and the daemon do", "do without it: listeners may be told,"
                        + " hooks, handlers of URLs and filters of HTTP requests are not for trackers");
    }

    /** Lets the bundle have events again, because it has other code now or is started by somebody who knows what happened. */
    void forgive(Bundle bundle) {
        isolated.remove(bundle);
    }

    @Override
    public void event(BundleEvent event, Collection<BundleContext> contexts) {
        if (!isolated.isEmpty()) {
            contexts.removeIf(this::isIsolated);
        }
    }

    /** Isolates a running bundle that registers such a service; while a bundle starts, the one who starts it checks that. */
    private void refuseInBetween(ServiceEvent event) {
        Bundle bundle = event.getServiceReference().getBundle();
        if (event.getType() == ServiceEvent.REGISTERED && bundle != null && bundle.getState() == Bundle.ACTIVE
                && trackers.name(bundle).isPresent()) {
            inBetween(event.getServiceReference()).findFirst().ifPresent(type -> isolate(bundle, "registers a " + type
                    + ", which would be asked in what others do"));
        }
    }

    @Override
    public void event(ServiceEvent event, Map<BundleContext, Collection<ListenerInfo>> listeners) {
        refuseInBetween(event);
        if (!isolated.isEmpty()) {
            listeners.keySet().removeIf(this::isIsolated);
        }
    }

    private boolean isIsolated(BundleContext context) {
        try {
            return isolated.contains(context.getBundle());
        } catch (IllegalStateException e) {
            // The bundle has stopped.
            return true;
        }
    }

    /** Describes the failure of an action that another tracker's code blocks. */
    static Failure failure(String action, Duration time, Optional<Holder> holder) {
        return Failure.of(FailureKind.CONFLICT, action + " has not come to its end"
                + (time.isZero() ? "" : " within " + time.toSeconds() + " s") + ", and not by its own fault: " + holder.map(one -> "the Java code of tracker \"" + one.tracker()
                        + "\" (bundle " + one.bundle().getSymbolicName() + ") does not return, at " + one.place())
                        .orElse("Java code of another tracker does not return"),
                "try again: that tracker is told nothing more; remove it or mend its code, and restart the daemon if"
                        + " something is held still");
    }
}
