package io.eunomia.launcher.internal.boot;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
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
    private static final String IN_JAR = "!/" + MANIFEST;
    private static final String LOCATION = "core:";
    private static final String USES = ";uses:=\"";

    private final ClassLoader loader;
    private final Map<String, JarModule> modules = new LinkedHashMap<>();
    private String descriptors = "";

    private ClassPathBundles(ClassLoader loader) {
        this.loader = loader;
    }

    /** Finds the jars that are bundles among those that {@code loader} sees. */
    static ClassPathBundles of(ClassLoader loader) {
        ClassPathBundles bundles = new ClassPathBundles(loader);
        try {
            for (URL url : Collections.list(loader.getResources(MANIFEST))) {
                String path = url.getPath();
                // The path is jar:file:/…/one.jar!/META-INF/MANIFEST.MF; for a folder of classes it is another, and in a
                // jar of jars no file.
                if (path.startsWith("file:") && path.endsWith(IN_JAR)) {
                    bundles.add(new File(URI.create(path.substring(0, path.length() - IN_JAR.length()))));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the class path", e);
        }
        return bundles;
    }

    private void add(File file) throws IOException {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        try (JarFile jar = new JarFile(file, false)) {
            Attributes attributes = jar.getManifest().getMainAttributes();
            attributes.forEach((key, value) -> headers.put(key.toString(), value.toString()));
            addDescriptors(jar, headers.getOrDefault("Service-Component", ""));
        }
        headers.computeIfPresent("Export-Package", (key, packages) -> withoutUses(packages));
        // Imports are removed, because one loader has all classes and wiring them takes 25 ms. Exports stay, for trackers.
        headers.keySet().removeAll(List.of("Import-Package", "DynamicImport-Package"));
        String name = headers.get("Bundle-SymbolicName");
        if (name != null) {
            modules.putIfAbsent(name.split(";", 2)[0].trim(), new JarModule(file, headers, loader));
        }
    }

    private void addDescriptors(JarFile jar, String names) {
        for (String name : names.isEmpty() ? new String[0] : names.split(",")) {
            ZipEntry entry = jar.getEntry(name.trim());
            // A pattern stands for files that it does not name, so then the whole jar must not change.
            descriptors += name.trim() + ' ' + (entry != null ? entry.getSize() + " " + entry.getCrc()
                    : new File(jar.getName()).length() + " " + new File(jar.getName()).lastModified()) + '\n';
        }
    }

    /**
     * Removes the {@code uses} directives, by which the framework makes sure that no bundle sees two classes of one name:
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

    /** Returns the location from which the framework installs the bundle; it does not change when the jar's version does. */
    static String location(String symbolicName) {
        return LOCATION + symbolicName;
    }

    static boolean isLocation(String location) {
        return location.startsWith(LOCATION);
    }

    /** Returns a text that names the component descriptors in the bundles, and changes with their content. */
    String descriptors() {
        return descriptors;
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
