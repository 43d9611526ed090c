package io.eunomia.launcher.internal.boot;

import io.eunomia.shell.text.PackageName;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/**
 * The trackers of the distribution, kept installed in a persistent store: new ones are installed and started, ones
 * whose jar has changed since are updated, and all are removed when they are not wanted. One that somebody stopped
 * stays stopped.
 *
 * @param jars in the order of their ids
 * @param record file in which the jars' digests are kept
 */
public record BuiltIns(List<Path> jars, Path record) {
    private static final String LOCATION = "builtin:";

    /** No built-in trackers; for a store that lives as long as the process only. */
    public static BuiltIns none() {
        return new BuiltIns(List.of(), null);
    }

    /** @param trusted whether the framework's store is known to be whole: else they are all put there anew */
    void install(BundleContext context, boolean trusted) throws BundleException {
        if (record == null) {
            return;
        }
        DigestRecord digests = new DigestRecord(record);
        Set<String> locations = new HashSet<>();
        for (Path jar : jars) {
            locations.add(LOCATION + name(jar));
            install(context, jar, digests, trusted);
        }
        for (Bundle bundle : context.getBundles()) {
            if (bundle.getLocation().startsWith(LOCATION) && !locations.contains(bundle.getLocation())) {
                bundle.uninstall();
            }
        }
        digests.retain(locations);
        digests.write();
    }

    private static void install(BundleContext context, Path jar, DigestRecord digests, boolean trusted)
            throws BundleException {
        byte[] content = read(jar);
        String location = LOCATION + name(jar);
        Bundle bundle = context.getBundle(location);
        if (bundle == null) {
            context.installBundle(location, new ByteArrayInputStream(content)).start();
        } else if (!trusted || !digests.has(location, content)) {
            bundle.update(new ByteArrayInputStream(content));
        }
        digests.put(location, content);
    }

    /** {@code process} of {@code process-0.1.0.jar}. */
    public static String name(Path jar) {
        return PackageName.of(jar.getFileName().toString());
    }

    private static byte[] read(Path jar) {
        try {
            return Files.readAllBytes(jar);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + jar, e);
        }
    }
}
