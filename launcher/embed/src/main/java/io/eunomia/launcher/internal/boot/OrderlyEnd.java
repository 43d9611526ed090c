package io.eunomia.launcher.internal.boot;

import io.eunomia.runtime.code.MutedListeners;
import io.eunomia.runtime.code.RunningCode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a framework within bounded time. The framework stops bundles one after the other, so one whose code does not return
 * would keep all that follow from being stopped. In that case the runtime is stopped directly, which detaches every program
 * in order, and the framework is left to itself. Listeners of bundles that are not ours are told nothing from then on.
 */
final class OrderlyEnd {
    private static final Logger LOG = LoggerFactory.getLogger(OrderlyEnd.class);
    private static final Duration MOST = Duration.ofSeconds(20);
    /** A stop that takes longer is blocked: a bundle's stop takes some ms, and a tracker's some tens of them. */
    private static final Duration BLOCKED = Duration.ofSeconds(5);
    private static final long LOOK_MILLIS = 100;
    private static final String RUNTIME = "io.eunomia.runtime";

    private final Framework framework;
    private final BundleContext context;
    private final Map<Bundle, Long> waitingSince = new HashMap<>();

    /** Ends a framework. @param context of the framework, while it lasts */
    OrderlyEnd(Framework framework, BundleContext context) {
        this.framework = framework;
        this.context = context;
    }

    /** Ends the framework. @return whether the framework has ended; else all programs are detached all the same */
    boolean run() throws BundleException, InterruptedException {
        long deadline = System.nanoTime() + MOST.toNanos();
        new MutedListeners(OrderlyEnd::isForeign).register(context);
        framework.stop();
        Bundle blocked = null;
        while (framework.waitForStop(LOOK_MILLIS).getType() == FrameworkEvent.WAIT_TIMEDOUT) {
            if (blocked == null) {
                blocked = blocked();
                if (blocked != null) {
                    LOG.error("bundle {} does not come to the end of its {}: {}. All trackers are stopped without waiting for"
                            + " it", blocked.getSymbolicName(), blocked.getState() == Bundle.STARTING ? "start" : "stop",
                            reason(blocked));
                    stopRuntime(deadline);
                    return false;
                }
            }
            if (System.nanoTime() - deadline > 0) {
                LOG.error("the framework has not ended within {} s", MOST.toSeconds());
                stopRuntime(deadline + BLOCKED.toNanos());
                return false;
            }
        }
        return true;
    }

    private Bundle blocked() {
        try {
            long now = System.nanoTime();
            for (Bundle bundle : context.getBundles()) {
                boolean moves = (bundle.getState() & (Bundle.STARTING | Bundle.STOPPING)) != 0 && isForeign(bundle);
                if (!moves) {
                    waitingSince.remove(bundle);
                } else if (now - waitingSince.computeIfAbsent(bundle, any -> now) > BLOCKED.toNanos()) {
                    return bundle;
                }
            }
        } catch (IllegalStateException e) {
            // It ends just now.
        }
        return null;
    }

    private List<Bundle> foreign() {
        try {
            return Stream.of(context.getBundles()).filter(OrderlyEnd::isForeign).toList();
        } catch (IllegalStateException e) {
            // It ends just now.
            return List.of();
        }
    }

    private static boolean isForeign(Bundle bundle) {
        return bundle.getBundleId() != 0 && !ClassPathBundles.isLocation(bundle.getLocation());
    }

    private void stopRuntime(long deadline) throws InterruptedException {
        Thread stop = new Thread(() -> {
            try {
                Bundle runtime = context.getBundle(ClassPathBundles.location(RUNTIME));
                if (runtime != null) {
                    // This does not change whether the bundle is to run, so the next start finds it as it was.
                    runtime.stop(Bundle.STOP_TRANSIENT);
                }
            } catch (BundleException | IllegalStateException e) {
                LOG.error("the runtime does not stop", e);
            }
        }, "eunomia-end");
        stop.setDaemon(true);
        stop.start();
        stop.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
    }

    /** Says what the framework waits for, which may be another bundle's code. */
    private String reason(Bundle blocked) {
        return RunningCode.inFramework(foreign()).map(code -> code.bundle().equals(blocked) ? "its code is at " + code.place()
                : "the code of bundle " + code.bundle().getSymbolicName() + " does not return, at " + code.place())
                .orElse("what it waits for is not the code of a tracker");
    }
}
