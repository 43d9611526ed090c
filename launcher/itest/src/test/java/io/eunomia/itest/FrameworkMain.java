package io.eunomia.itest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/**
 * Runs whichever framework is on the class path, with bundles, until standard input ends. Arguments: NAME=VALUE for
 * framework properties, files for bundles.
 */
final class FrameworkMain {
    private FrameworkMain() {
    }

    public static void main(String[] arguments) throws BundleException, IOException, InterruptedException {
        Map<String, String> properties = new HashMap<>();
        List<String> jars = new ArrayList<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (equals < 0) {
                jars.add(Path.of(argument).toUri().toString());
            } else {
                properties.put(argument.substring(0, equals), argument.substring(equals + 1));
            }
        }
        properties.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, "org.slf4j;version=2.0.20,org.slf4j.event;version=2.0.20,"
                + "org.slf4j.helpers;version=2.0.20,org.slf4j.spi;version=2.0.20,"
                // For multipart requests, which nobody here takes; the distribution is without them.
                + "org.apache.commons.fileupload;version=1.6.0,org.apache.commons.fileupload.disk;version=1.6.0");
        Framework framework = ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow().newFramework(properties);
        framework.start();
        BundleContext context = framework.getBundleContext();
        List<Bundle> bundles = new ArrayList<>();
        for (String jar : jars) {
            bundles.add(context.installBundle(jar));
        }
        for (Bundle bundle : bundles) {
            bundle.start();
        }
        System.out.println("started " + framework.getSymbolicName());
        while (System.in.read() >= 0) {
            // Whoever started this closes the stream when it is to end.
        }
        framework.stop();
        framework.waitForStop(0);
        System.out.println("stopped");
    }
}
