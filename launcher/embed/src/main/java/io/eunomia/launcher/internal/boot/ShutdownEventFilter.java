package io.eunomia.launcher.internal.boot;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.hooks.bundle.EventHook;
import org.osgi.framework.hooks.service.EventListenerHook;
import org.osgi.framework.hooks.service.ListenerHook.ListenerInfo;
import org.osgi.framework.wiring.BundleWiring;

/**
 * Keeps events of others from bundles that are not ours while the framework ends, because a listener that does not return
 * would hold up the end of all. Any thread.
 */
final class ShutdownEventFilter implements EventHook, EventListenerHook {

    static void begin(BundleContext context) {
        context.registerService(new String[] {EventHook.class.getName(), EventListenerHook.class.getName()},
                new ShutdownEventFilter(), null);
    }

    @Override
    public void event(BundleEvent event, Collection<BundleContext> contexts) {
        contexts.removeIf(ShutdownEventFilter::isForeign);
    }

    @Override
    public void event(ServiceEvent event, Map<BundleContext, Collection<ListenerInfo>> listeners) {
        listeners.keySet().removeIf(ShutdownEventFilter::isForeign);
    }

    private static boolean isForeign(BundleContext context) {
        try {
            return isForeign(context.getBundle());
        } catch (IllegalStateException e) {
            // The bundle has stopped, and its listeners are about to go.
            return true;
        }
    }

    private static boolean isForeign(Bundle bundle) {
        return bundle.getBundleId() != 0 && !ClassPathBundles.isLocation(bundle.getLocation());
    }

    /**
     * A bundle that is not ours and whose code does not return.
     *
     * @param place the stack frame it is in
     */
    record Holder(Bundle bundle, String place) {
    }

    /** Finds the bundle whose code the framework has called and that has not returned. */
    static Optional<Holder> holder(BundleContext context) {
        for (StackTraceElement[] stack : Thread.getAllStackTraces().values()) {
            if (Arrays.stream(stack).anyMatch(frame -> frame.getClassName().startsWith("org.apache.felix.framework."))) {
                for (StackTraceElement frame : stack) {
                    Bundle owner = frame.getModuleName() == null ? owner(context, frame.getClassName()) : null;
                    if (owner != null) {
                        return Optional.of(new Holder(owner, frame.toString()));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static Bundle owner(BundleContext context, String className) {
        int dot = className.lastIndexOf('.');
        String folder = dot < 0 ? "/" : '/' + className.substring(0, dot).replace('.', '/');
        String file = className.substring(dot + 1).replaceFirst("(\\$\\$Lambda.*|/.*)$", "") + ".class";
        try {
            for (Bundle bundle : context.getBundles()) {
                BundleWiring wiring = isForeign(bundle) ? bundle.adapt(BundleWiring.class) : null;
                if (wiring != null && !wiring.listResources(folder, file, BundleWiring.LISTRESOURCES_LOCAL).isEmpty()) {
                    return bundle;
                }
            }
        } catch (IllegalStateException e) {
            // It ends just now.
        }
        return null;
    }
}
