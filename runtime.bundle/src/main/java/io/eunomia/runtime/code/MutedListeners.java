package io.eunomia.runtime.code;

import java.util.Collection;
import java.util.Map;
import java.util.function.Predicate;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.hooks.bundle.EventHook;
import org.osgi.framework.hooks.service.EventListenerHook;
import org.osgi.framework.hooks.service.ListenerHook.ListenerInfo;

/**
 * Keeps bundle and service events from the listeners of some bundles: the framework calls a listener on the thread of whoever
 * caused the event, and one that does not return would hold that thread. Any thread.
 */
public final class MutedListeners implements EventHook, EventListenerHook {
    private final Predicate<Bundle> muted;

    /** @param muted tells whose listeners are told nothing; it is asked at each event */
    public MutedListeners(Predicate<Bundle> muted) {
        this.muted = muted;
    }

    /** Begins to keep events back, as long as the bundle of this context runs. */
    public void register(BundleContext context) {
        context.registerService(new String[] {EventHook.class.getName(), EventListenerHook.class.getName()}, this, null);
    }

    @Override
    public void event(BundleEvent event, Collection<BundleContext> contexts) {
        contexts.removeIf(this::isMuted);
    }

    @Override
    public void event(ServiceEvent event, Map<BundleContext, Collection<ListenerInfo>> listeners) {
        listeners.keySet().removeIf(this::isMuted);
    }

    private boolean isMuted(BundleContext context) {
        try {
            return muted.test(context.getBundle());
        } catch (IllegalStateException e) {
            // The bundle has stopped, and its listeners are about to go.
            return true;
        }
    }
}
