package io.eunomia.launcher.internal.boot.fast;

import io.eunomia.runtime.file.RegularFile;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drops Felix SCR's cache of component descriptors when it is out of date. With the cache no start needs a parser of XML.
 * SCR renews it when a bundle was installed anew or updated, but a jar of the class path is neither when a new version of
 * the distribution brings another one. The cache is in the storage of SCR's bundle.
 */
public final class DescriptorCache {
    /** Framework property of SCR. */
    static final String PROPERTY = "ds.cache.metadata";
    private static final Logger LOG = LoggerFactory.getLogger(DescriptorCache.class);
    private static final int MOST_BYTES = 16 << 20;

    private DescriptorCache() {
    }

    /**
     * Drops the cache if the class path has changed or the store may be damaged: SCR trusts its cache, and lengths in it
     * that damage has changed end the process. Call it before the core bundles are installed: SCR's bundle is then one of
     * those that are missing.
     *
     * @param scrLocation of SCR's bundle
     * @param descriptors names the component descriptors on the class path, and changes with their content
     * @param trusted whether the store is known to be whole
     */
    public static void dropIfOlder(BundleContext context, String scrLocation, String descriptors, boolean trusted)
            throws BundleException {
        File mark = context.getDataFile("descriptors");
        Bundle scr = context.getBundle(scrLocation);
        if (mark == null || trusted && descriptors.equals(read(mark.toPath()))) {
            return;
        }
        if (scr != null) {
            scr.uninstall();
        }
        try {
            RegularFile.write(mark.toPath(), descriptors.getBytes(StandardCharsets.UTF_8), false);
        } catch (IOException e) {
            // A full disk must not keep the daemon from starting: the next start drops the cache once more.
            LOG.debug("{} cannot be written", mark, e);
        }
    }

    private static String read(Path mark) {
        try {
            return Files.exists(mark) ? new String(RegularFile.readUnlinked(mark, MOST_BYTES), StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            // A mark that cannot be read is treated as that of another class path.
            return "";
        }
    }
}
