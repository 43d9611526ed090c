package io.eunomia.launcher.internal.boot;

import io.eunomia.launcher.internal.boot.fast.DescriptorCache;
import io.eunomia.launcher.internal.boot.fast.FastStart;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.connect.ConnectFrameworkFactory;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/**
 * What a framework is made with, and which core bundles it has before it starts.
 *
 * @param whole whether the bundles in the store are as the last run left them
 */
record FrameworkSetup(ContainerOptions options, ClassPathBundles classPath, boolean whole) {
    /** SLF4J stays on the class path, one for the program and the bundles: in a bundle of its own it needs SPI-Fly. */
    private static final String SLF4J_PACKAGES = "org.slf4j;version=2.0.20,org.slf4j.event;version=2.0.20,"
            + "org.slf4j.helpers;version=2.0.20,org.slf4j.spi;version=2.0.20";
    /**
     * Packages that Felix's Jetty imports for multipart requests, which no servlet here declares. They are promised, so
     * that Jetty resolves, and not shipped: with their own dependencies they are 0.6 MB, a sixteenth of the distribution.
     */
    private static final String UPLOAD_PACKAGES =
            "org.apache.commons.fileupload;version=1.6.0,org.apache.commons.fileupload.disk;version=1.6.0";

    /** Framework property of the runtime: work that may take long or never end begins when this level is reached. */
    private static final String LAST_LEVEL = "eunomia.level.last";

    /** Framework property of the runtime: it need not compare the trackers' bundles with their packages. */
    private static final String WHOLE = "eunomia.bundles.whole";

    /** Makes the framework, which is the caller's. */
    Framework framework() {
        return factory(classPath.loader()).newFramework(configuration(), classPath);
    }

    private static ConnectFrameworkFactory factory(ClassLoader loader) {
        return ServiceLoader.load(ConnectFrameworkFactory.class, loader).findFirst()
                .orElseThrow(() -> new BootException("no OSGi framework on the class path: is lib/ complete?"));
    }

    private Map<String, String> configuration() {
        Map<String, String> all = new HashMap<>(options.properties());
        all.put(Constants.FRAMEWORK_STORAGE, options.storage().toString());
        all.put(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, Integer.toString(CoreBundle.RUNTIME));
        all.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, SLF4J_PACKAGES + ',' + UPLOAD_PACKAGES);
        // Two dozen bundles are resolved sooner than threads are made for it.
        all.put("felix.resolver.parallelism", "1");
        all.put(WHOLE, Boolean.toString(whole));
        all.putAll(FastStart.frameworkProperties());
        all.put(LAST_LEVEL, Integer.toString(options.daemon() ? CoreBundle.FACES : CoreBundle.TRACKERS));
        return all;
    }

    /** Prepares everything that depends on the store of the last run. @param listener hears of what fails, from now on */
    void prepare(Framework framework, FrameworkListener listener) throws BundleException {
        framework.init();
        BundleContext context = framework.getBundleContext();
        context.addFrameworkListener(listener);
        removeVanished(context);
        DescriptorCache.dropIfOlder(context, ClassPathBundles.location("org.apache.felix.scr"), classPath.descriptors(), whole);
        for (CoreBundle core : CoreBundle.ALL) {
            if (core.wanted(options) && classPath.contains(core.symbolicName())) {
                install(context, core);
            } else {
                removeUnwanted(context, core);
            }
        }
        // Without a daemon the framework stays at the level of the runtime, so bundles that are installed later have to
        // start at that level.
        framework.adapt(FrameworkStartLevel.class)
                .setInitialBundleStartLevel(options.daemon() ? CoreBundle.TRACKERS : CoreBundle.RUNTIME);
    }

    /** Removes core bundles of an earlier version of the distribution. */
    private void removeVanished(BundleContext context) throws BundleException {
        for (Bundle bundle : context.getBundles()) {
            if (ClassPathBundles.isLocation(bundle.getLocation())
                    && classPath.connect(bundle.getLocation()).isEmpty()) {
                bundle.uninstall();
            }
        }
    }

    private static void install(BundleContext context, CoreBundle core) throws BundleException {
        Bundle bundle = context.installBundle(core.location());
        bundle.adapt(BundleStartLevel.class).setStartLevel(core.startLevel());
        if (core.begin() == CoreBundle.Begin.AT_LEVEL) {
            bundle.start();
        }
    }

    /** Removes a bundle that only the last run of the daemon wanted and that is still in its store. */
    private static void removeUnwanted(BundleContext context, CoreBundle core) throws BundleException {
        Bundle bundle = context.getBundle(core.location());
        if (bundle != null) {
            bundle.uninstall();
        }
    }
}
