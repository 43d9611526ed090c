package io.eunomia.itest;

import java.nio.file.Files;
import java.nio.file.Path;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Java code for a tracker jar: never comes to the end of its start or stop while a file is there that a header names. */
public final class BlockingCode implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        block(context, "Test-Blocks-Start");
    }

    @Override
    public void stop(BundleContext context) {
        block(context, "Test-Blocks-Stop");
    }

    private static void block(BundleContext context, String header) {
        Path file = Path.of(context.getBundle().getHeaders("").get(header));
        while (Files.exists(file)) {
            Thread.onSpinWait();
        }
    }
}
