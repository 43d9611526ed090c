package io.eunomia.launcher.internal.boot;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
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

    void install(BundleContext context) throws BundleException {
        Properties known = readRecord();
        Properties now = new Properties();
        for (Path jar : jars) {
            install(context, jar, known, now);
        }
        for (Bundle bundle : context.getBundles()) {
            if (bundle.getLocation().startsWith(LOCATION) && !now.containsKey(bundle.getLocation())) {
                bundle.uninstall();
            }
        }
        if (!now.equals(known)) {
            writeRecord(now);
        }
    }

    private static void install(BundleContext context, Path jar, Properties known, Properties now)
            throws BundleException {
        byte[] content = read(jar);
        String location = LOCATION + name(jar);
        String digest = digest(content);
        Bundle bundle = context.getBundle(location);
        if (bundle == null) {
            context.installBundle(location, new ByteArrayInputStream(content)).start();
        } else if (!digest.equals(known.getProperty(location))) {
            bundle.update(new ByteArrayInputStream(content));
        }
        now.setProperty(location, digest);
    }

    /** {@code process} of {@code process-0.1.0.jar}. */
    public static String name(Path jar) {
        return jar.getFileName().toString().replaceFirst("(-[0-9][^/]*)?\\.jar$", "");
    }

    private Properties readRecord() {
        Properties known = new Properties();
        if (record != null && Files.exists(record)) {
            try (InputStream in = Files.newInputStream(record)) {
                known.load(in);
            } catch (IOException | IllegalArgumentException e) {
                // As good as missing: the jars are then taken for new.
                known.clear();
            }
        }
        return known;
    }

    private void writeRecord(Properties now) {
        if (record == null) {
            return;
        }
        try (OutputStream out = Files.newOutputStream(record)) {
            now.store(out, "Built-in trackers as they were installed");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + record, e);
        }
    }

    private static byte[] read(Path jar) {
        try {
            return Files.readAllBytes(jar);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + jar, e);
        }
    }

    private static String digest(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
