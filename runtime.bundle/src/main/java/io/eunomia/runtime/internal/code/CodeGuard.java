package io.eunomia.runtime.internal.code;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.code.MutedListeners;
import io.eunomia.runtime.code.RunningCode;
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
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.hooks.service.EventListenerHook;
import org.osgi.framework.hooks.service.ListenerHook.ListenerInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds Java code of a tracker that blocks others, such as a listener that is called on the thread of whoever starts a
 * bundle and does not return. The tracker's listeners then get no more events, and it is stopped, which removes them.
 * Services that would be called in everything that others do are refused from the start. Any thread.
 */
public final class CodeGuard implements EventListenerHook {
    private static final Logger LOG = LoggerFactory.getLogger(CodeGuard.class);

    /** Services that the framework, the JVM or the HTTP server calls in whatever anybody does. */
    private static final Pattern IN_BETWEEN = Pattern.compile("org\\.osgi\\.framework\\.hooks\\..*"
            + "|org\\.osgi\\.service\\.url\\..*|java\\.net\\.ContentHandler|jakarta\\.servlet\\.Filter");

    private final TrackerBundles trackers;
    private final Set<Bundle> isolated = ConcurrentHashMap.newKeySet();

    public CodeGuard(TrackerBundles trackers) {
        this.trackers = trackers;
    }

    /** Begins to watch what code registers, and to keep events back. @param context of the runtime's own bundle */
    public void register(BundleContext context) {
        new MutedListeners(isolated::contains).register(context);
        context.registerService(EventListenerHook.class, this, null);
    }

    /** Tells whether any tracker has code that could block others. */
    boolean isNeeded() {
        return trackers.bundles().stream().anyMatch(BundleActions::hasCode);
    }

    /** Finds the tracker whose code a thread is in, above the framework or us: the innermost frame counts. */
    Optional<RunningCode> holder(Thread thread) {
        return RunningCode.in(thread, suspects());
    }

    /** Finds such code in any thread, because one of them may hold a framework lock for which others wait. */
    Optional<RunningCode> anywhere() {
        return RunningCode.inFramework(suspects());
    }

    private List<Bundle> suspects() {
        return trackers.bundles().stream().filter(BundleActions::hasCode).toList();
    }

    /** Keeps further events from a tracker and stops it, on a thread of its own because its code may block then too. */
    void isolate(RunningCode holder) {
        isolate(holder.bundle(), "does not return from what the framework tells it, which held others: it is at "
                + holder.place());
    }

    private void isolate(Bundle bundle, String what) {
        if (!isolated.add(bundle)) {
            return;
        }
        LOG.error("the Java code of tracker {} {}. It is told nothing more, and stopped",
                name(bundle), what);
        Thread thread = new Thread(() -> stop(bundle, what), "eunomia-code-" + bundle.getBundleId());
        thread.setDaemon(true);
        thread.start();
    }

    private String name(Bundle bundle) {
        return trackers.name(bundle).orElse(bundle.getSymbolicName());
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

    /** Isolates a running bundle that registers such a service; while a bundle starts, the one who starts it checks that. */
    @Override
    public void event(ServiceEvent event, Map<BundleContext, Collection<ListenerInfo>> listeners) {
        Bundle bundle = event.getServiceReference().getBundle();
        if (event.getType() == ServiceEvent.REGISTERED && bundle != null && bundle.getState() == Bundle.ACTIVE
                && trackers.name(bundle).isPresent()) {
            inBetween(event.getServiceReference()).findFirst().ifPresent(type -> isolate(bundle, "registers a " + type
                    + ", which would be asked in what others do"));
        }
    }

    /** Describes the failure of an action that another tracker's code blocks. */
    Failure failure(String action, Duration time, Optional<RunningCode> holder) {
        return Failure.of(FailureKind.CONFLICT, action + " has not come to its end"
                + (time.isZero() ? "" : " within " + time.toSeconds() + " s") + ", and not by its own fault: "
                + holder.map(one -> "the Java code of tracker \"" + name(one.bundle()) + "\" (bundle "
                        + one.bundle().getSymbolicName() + ") does not return, at " + one.place()).orElse(
                        "Java code of another tracker does not return"),
                "try again: that tracker is told nothing more; remove it or mend its code, and restart the daemon if"
                        + " something is held still");
    }
}
