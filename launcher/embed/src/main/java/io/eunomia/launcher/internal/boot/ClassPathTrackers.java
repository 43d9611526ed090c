package io.eunomia.launcher.internal.boot;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Manifest;

/** Finds tracker bundles on the class path, by their names. */
public final class ClassPathTrackers {
    private static final String MANIFEST = "META-INF/MANIFEST.MF";

    private ClassPathTrackers() {
    }

    /**
     * Finds the jars.
     *
     * @return jars by the last part of their symbolic names: {@code process} of {@code io.eunomia.trackers.process}
     */
    public static Map<String, Path> find(ClassLoader loader) {
        Map<String, Path> found = new TreeMap<>();
        try {
            for (URL url : Collections.list(loader.getResources(MANIFEST))) {
                if (url.openConnection() instanceof JarURLConnection connection) {
                    add(found, connection);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the class path", e);
        }
        return found;
    }

    private static void add(Map<String, Path> found, JarURLConnection connection) throws IOException {
        connection.setUseCaches(false);
        try (InputStream in = connection.getInputStream()) {
            var headers = new Manifest(in).getMainAttributes();
            String name = headers.getValue("Bundle-SymbolicName");
            if (name != null && headers.getValue("Eunomia-Tracker") != null) {
                String plain = name.split(";", 2)[0].trim();
                found.putIfAbsent(plain.substring(plain.lastIndexOf('.') + 1),
                        Path.of(java.net.URI.create(connection.getJarFileURL().toString())));
            }
        }
    }
}
