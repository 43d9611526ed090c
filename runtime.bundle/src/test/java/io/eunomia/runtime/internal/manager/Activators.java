package io.eunomia.runtime.internal.manager;

import java.net.URL;
import java.net.URLConnection;
import java.util.Collection;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.hooks.bundle.EventHook;
import org.osgi.framework.hooks.bundle.FindHook;
import org.osgi.framework.hooks.resolver.ResolverHook;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;
import org.osgi.framework.hooks.service.EventListenerHook;
import org.osgi.framework.hooks.service.ListenerHook;
import org.osgi.framework.hooks.weaving.WeavingHook;
import org.osgi.framework.hooks.weaving.WovenClass;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.service.url.AbstractURLStreamHandlerService;
import org.osgi.service.url.URLStreamHandlerService;
import org.osgi.service.url.URLStreamHandlerSetter;

/** Java code that tracker jars of tests bring. Each class stands alone: a bundle has nothing else of the tests. */
final class Activators {

    private Activators() {
    }

    /** Comes and goes as code should. */
    public static final class Good implements BundleActivator {
        @Override
        public void start(BundleContext context) {
            System.setProperty("eunomia.test.activator", "started");
        }

        @Override
        public void stop(BundleContext context) {
            System.setProperty("eunomia.test.activator", "stopped");
        }
    }

    /** Never comes to the end of its start, unless it is interrupted. */
    public static final class BlocksInStart implements BundleActivator {
        @Override
        public void start(BundleContext context) throws InterruptedException {
            new CountDownLatch(1).await();
        }

        @Override
        public void stop(BundleContext context) {
            // Nothing to take back.
        }
    }

    /** Does not even heed interrupts; ends when the test sets a system property. */
    public static final class Deaf implements BundleActivator {
        @Override
        public void start(BundleContext context) {
            while (System.getProperty("eunomia.test.deaf") != null) {
                Thread.onSpinWait();
            }
        }

        @Override
        public void stop(BundleContext context) {
            // Nothing to take back.
        }
    }

    /** Never comes to the end of its stop. */
    public static final class BlocksInStop implements BundleActivator {
        @Override
        public void start(BundleContext context) {
            // Nothing to do.
        }

        @Override
        public void stop(BundleContext context) throws InterruptedException {
            new CountDownLatch(1).await();
        }
    }

    /** Fails with a cause that lies deep. */
    public static final class Throws implements BundleActivator {
        @Override
        public void start(BundleContext context) {
            throw new IllegalStateException("outer", new IllegalArgumentException("the licence has run out"));
        }

        @Override
        public void stop(BundleContext context) {
            // Nothing to take back.
        }
    }

    /** Does not return when it is told of another bundle. */
    public static final class HoldsBundleEvents implements BundleActivator, SynchronousBundleListener {
        private Bundle own;

        @Override
        public void start(BundleContext context) {
            own = context.getBundle();
            context.addBundleListener(this);
        }

        @Override
        public void stop(BundleContext context) {
            // The framework takes it back.
        }

        @Override
        public void bundleChanged(BundleEvent event) {
            if (event.getBundle() != own) {
                hold();
            }
        }

        private static void hold() {
            while (System.getProperty("eunomia.test.deaf") != null) {
                Thread.onSpinWait();
            }
        }
    }

    /** Does not return when it is told of another bundle's service. */
    public static final class HoldsServiceEvents implements BundleActivator, ServiceListener {
        private Bundle own;

        @Override
        public void start(BundleContext context) {
            own = context.getBundle();
            context.addServiceListener(this);
        }

        @Override
        public void stop(BundleContext context) {
            // The framework takes it back.
        }

        @Override
        public void serviceChanged(ServiceEvent event) {
            if (event.getServiceReference().getBundle() != own) {
                hold();
            }
        }

        private static void hold() {
            while (System.getProperty("eunomia.test.deaf") != null) {
                Thread.onSpinWait();
            }
        }
    }

    /** Does not return when it is asked who may be told of another bundle. */
    public static final class HoldsByBundleHook implements BundleActivator, EventHook {
        private Bundle own;

        @Override
        public void start(BundleContext context) {
            own = context.getBundle();
            context.registerService(EventHook.class, this, null);
        }

        @Override
        public void stop(BundleContext context) {
            // The framework takes it back.
        }

        @Override
        public void event(BundleEvent event, Collection<BundleContext> contexts) {
            if (event.getBundle() != own) {
                hold();
            }
        }

        private static void hold() {
            while (System.getProperty("eunomia.test.deaf") != null) {
                Thread.onSpinWait();
            }
        }
    }

    /** Does not return when it is asked who may be told of a service. */
    public static final class HoldsByServiceHook implements BundleActivator, EventListenerHook {
        private Bundle own;

        @Override
        public void start(BundleContext context) {
            own = context.getBundle();
            context.registerService(EventListenerHook.class, this, null);
        }

        @Override
        public void stop(BundleContext context) {
            // The framework takes it back.
        }

        @Override
        public void event(ServiceEvent event, Map<BundleContext, Collection<ListenerHook.ListenerInfo>> listeners) {
            if (event.getServiceReference().getBundle() != own) {
                hold();
            }
        }

        private static void hold() {
            while (System.getProperty("eunomia.test.deaf") != null) {
                Thread.onSpinWait();
            }
        }
    }

    /** Does not return when another bundle is to be resolved. */
    public static final class HoldsByResolverHook implements BundleActivator, ResolverHookFactory {
        @Override
        public void start(BundleContext context) {
            context.registerService(ResolverHookFactory.class, this, null);
        }

        @Override
        public void stop(BundleContext context) {
            // The framework takes it back.
        }

        @Override
        public ResolverHook begin(Collection<BundleRevision> triggers) {
            hold();
            return null;
        }

        private static void hold() {
            while (System.getProperty("eunomia.test.deaf") != null) {
                Thread.onSpinWait();
            }
        }
    }

    /** Does not return when it is asked what bundles somebody may see. */
    public static final class HoldsByFindHook implements BundleActivator, FindHook {
        private Bundle own;

        @Override
        public void start(BundleContext context) {
            own = context.getBundle();
            context.registerService(FindHook.class, this, null);
        }

        @Override
        public void stop(BundleContext context) {
            // The framework takes it back.
        }

        @Override
        public void find(BundleContext context, Collection<Bundle> bundles) {
            if (context.getBundle() != own) {
                hold();
            }
        }

        private static void hold() {
            while (System.getProperty("eunomia.test.deaf") != null) {
                Thread.onSpinWait();
            }
        }
    }

    /** Does not return when a class of another bundle is loaded. */
    public static final class HoldsByWeavingHook implements BundleActivator, WeavingHook {
        @Override
        public void start(BundleContext context) {
            context.registerService(WeavingHook.class, this, null);
        }

        @Override
        public void stop(BundleContext context) {
            // The framework takes it back.
        }

        @Override
        public void weave(WovenClass woven) {
            while (System.getProperty("eunomia.test.deaf") != null) {
                Thread.onSpinWait();
            }
        }
    }

    /** Does not return when something is to be read from a file's address, whoever reads it. */
    public static final class HoldsByUrlHandler extends AbstractURLStreamHandlerService implements BundleActivator {
        @Override
        public void start(BundleContext context) {
            context.registerService(URLStreamHandlerService.class, this, new Hashtable<>(Map.of("url.handler.protocol",
                    new String[] {"file", "jar", "bundle", "eunomia"})));
        }

        @Override
        public void stop(BundleContext context) {
            // The framework takes it back.
        }

        @Override
        public void parseURL(URLStreamHandlerSetter real, URL url, String text, int start, int limit) {
            hold();
            super.parseURL(real, url, text, start, limit);
        }

        @Override
        public URLConnection openConnection(URL url) {
            hold();
            return null;
        }

        private static void hold() {
            while (System.getProperty("eunomia.test.deaf") != null) {
                Thread.onSpinWait();
            }
        }
    }

    /** Does not return when it is told what the framework has done. */
    public static final class HoldsFrameworkEvents implements BundleActivator, FrameworkListener, BundleListener {
        private Bundle own;

        @Override
        public void start(BundleContext context) {
            own = context.getBundle();
            context.addFrameworkListener(this);
            context.addBundleListener(this);
        }

        @Override
        public void stop(BundleContext context) {
            // The framework takes them back.
        }

        @Override
        public void frameworkEvent(FrameworkEvent event) {
            hold();
        }

        @Override
        public void bundleChanged(BundleEvent event) {
            if (event.getBundle() != own) {
                hold();
            }
        }

        private static void hold() {
            while (System.getProperty("eunomia.test.deaf") != null) {
                Thread.onSpinWait();
            }
        }
    }

    /** Registers a hook when the test sets a system property. */
    public static final class HooksLater implements BundleActivator, FindHook {
        @Override
        public void start(BundleContext context) {
            Thread thread = new Thread(() -> {
                while (System.getProperty("eunomia.test.deaf") == null) {
                    Thread.onSpinWait();
                }
                context.registerService(FindHook.class, this, null);
            }, "hooks-later");
            thread.setDaemon(true);
            thread.start();
        }

        @Override
        public void stop(BundleContext context) {
            // The framework takes it back.
        }

        @Override
        public void find(BundleContext context, Collection<Bundle> bundles) {
            // Whoever asks gets all.
        }
    }
}
