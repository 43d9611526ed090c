package io.eunomia.itest;

import java.nio.file.Files;
import java.nio.file.Path;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;

/** Java code for a tracker jar: does not return from what it is told of others while a file is there that a header names. */
public final class BlockingListener implements BundleActivator, SynchronousBundleListener {
    private Bundle own;
    private Path file;

    @Override
    public void start(BundleContext context) {
        own = context.getBundle();
        file = Path.of(own.getHeaders("").get("Test-Blocks-Start"));
        context.addBundleListener(this);
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        while (event.getBundle() != own && Files.exists(file)) {
            Thread.onSpinWait();
        }
    }

    @Override
    public void stop(BundleContext context) {
        // The framework takes the listener back.
    }
}
