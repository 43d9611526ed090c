package io.eunomia.launcher.internal.boot;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.connect.ConnectModule;
import org.osgi.framework.connect.ModuleConnector;

/**
 * Shows jars of the class path to the framework as bundles (OSGi Core R8, chapter 60 "Connect"): the framework reads
 * their headers and entries, and their classes are those of the application's class loader. The class path stays one,
 * so that an archive of loaded classes (CDS, AOT cache) covers them, and the program that started the framework shares
 * types with them.
 */
final class ClassPathBundles implements ModuleConnector {
    private static final String MANIFEST = "META-INF/MANIFEST.MF";
    private static final String LOCATION = "core:";
    private static final String USES = ";uses:=\"";

    private final ClassLoader loader;
    private final Map<String, JarModule> modules;

    private ClassPathBundles(ClassLoader loader, Map<String, JarModule> modules) {
        this.loader = loader;
        this.modules = modules;
    }

    /** Finds the jars that are bundles among those that {@code loader} sees. */
    static ClassPathBundles of(ClassLoader loader) {
        Map<String, JarModule> modules = new LinkedHashMap<>();
        try {
            for (URL url : Collections.list(loader.getResources(MANIFEST))) {
                if (url.openConnection() instanceof JarURLConnection connection) {
                    add(modules, connection, loader);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the class path", e);
        }
        return new ClassPathBundles(loader, modules);
    }

    private static void add(Map<String, JarModule> modules, JarURLConnection connection, ClassLoader loader)
            throws IOException {
        connection.setUseCaches(false);
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        try (InputStream in = connection.getInputStream()) {
            Attributes attributes = new Manifest(in).getMainAttributes();
            attributes.forEach((key, value) -> headers.put(key.toString(), value.toString()));
        }
        headers.computeIfPresent("Export-Package", (key, packages) -> withoutUses(packages));
        String name = headers.get("Bundle-SymbolicName");
        if (name != null) {
            File jar = new File(uri(connection.getJarFileURL()));
            modules.putIfAbsent(name.split(";", 2)[0].trim(), new JarModule(jar, headers, loader));
        }
    }

    /**
     * Without the {@code uses} directives, by which the framework works out that no bundle sees two classes of one name:
     * here all come from one loader, and it would be half of the resolver's work.
     */
    static String withoutUses(String packages) {
        StringBuilder rest = new StringBuilder(packages.length());
        int from = 0;
        for (int uses = packages.indexOf(USES); uses >= 0; uses = packages.indexOf(USES, from)) {
            rest.append(packages, from, uses);
            from = packages.indexOf('"', uses + USES.length()) + 1;
        }
        return rest.append(packages, from, packages.length()).toString();
    }

    private static java.net.URI uri(URL url) throws IOException {
        try {
            return url.toURI();
        } catch (java.net.URISyntaxException e) {
            throw new IOException("not a file: " + url, e);
        }
    }

    /** Where the framework is told to install the bundle from: does not change when the jar's version does. */
    static String location(String symbolicName) {
        return LOCATION + symbolicName;
    }

    static boolean isLocation(String location) {
        return location.startsWith(LOCATION);
    }

    boolean contains(String symbolicName) {
        return modules.containsKey(symbolicName);
    }

    ClassLoader loader() {
        return loader;
    }

    @Override
    public void initialize(File storage, Map<String, String> configuration) {
        // Nothing depends on either.
    }

    @Override
    public Optional<ConnectModule> connect(String location) {
        return isLocation(location) ? Optional.ofNullable(modules.get(location.substring(LOCATION.length())))
                : Optional.empty();
    }

    @Override
    public Optional<BundleActivator> newBundleActivator() {
        return Optional.empty();
    }
}
