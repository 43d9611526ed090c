package io.eunomia.runtime.internal.manager;

import java.util.concurrent.CountDownLatch;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

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
}
