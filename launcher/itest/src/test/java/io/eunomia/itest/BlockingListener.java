package io.eunomia.itest;

import java.nio.file.Files;
import java.nio.file.Path;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;

/** Java code for a tracker jar: does not return from what it is told of others while a file is there that a header names. */
public final class BlockingListener implements BundleActivator, SynchronousBundleListener {
    private BundleContext context;

    @Override
    public void start(BundleContext given) {
        context = given;
        given.addBundleListener(this);
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        Path file = Path.of(context.getBundle().getHeaders("").get("Test-Blocks-Start"));
        while (event.getBundle() != context.getBundle() && Files.exists(file)) {
            Thread.onSpinWait();
        }
    }

    @Override
    public void stop(BundleContext given) {
        // The framework takes the listener back.
    }
}
