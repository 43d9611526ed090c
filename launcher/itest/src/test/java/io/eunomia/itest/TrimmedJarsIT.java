package io.eunomia.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The jars of the distribution beside those they were made of, which are on this test's class path. */
class TrimmedJarsIT {
    /** The first version with stack map frames, and the first that an archive of classes takes. */
    private static final int JAVA_6 = 50;
    private static final Pattern LEGAL = Pattern.compile("(META-INF/)?[^/]*(LICEN[CS]E|NOTICE|COPYING)[^/]*",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern READ_AT_RUN_TIME = Pattern.compile(
            "META-INF/(MANIFEST\\.MF|services/.+)|OSGI-INF/.+|.+\\.(properties|caps|bytes|css|so[.0-9]*|json)");
    private static final Pattern OF_THE_BUILD = Pattern.compile("META-INF/(maven|native-image)/.*");

    private static final Map<Path, Path> ORIGINALS = new TreeMap<>();

    @BeforeAll
    static void find() throws IOException {
        Map<String, Path> byName = new HashMap<>();
        for (String element : System.getProperty("java.class.path").split(File.pathSeparator)) {
            byName.put(Path.of(element).getFileName().toString(), Path.of(element));
        }
        for (String folder : List.of("lib", "bundle")) {
            try (Stream<Path> files = Files.list(Distribution.home().resolve(folder))) {
                files.filter(file -> file.toString().endsWith(".jar")).forEach(jar -> ORIGINALS.put(jar, byName.getOrDefault(jar.getFileName().toString(), Path.of("none"))));
            }
        }
        assertThat(ORIGINALS.values()).isNotEmpty().allMatch(Files::isRegularFile);
    }

    @Test
    void each_jar_is_smaller_and_has_all_classes_and_no_others() throws IOException {
        for (Map.Entry<Path, Path> jar : ORIGINALS.entrySet()) {
            assertThat(Files.size(jar.getKey())).as(jar.toString()).isLessThan(Files.size(jar.getValue()));
            assertThat(classes(jar.getKey())).as(jar.toString()).isEqualTo(classes(jar.getValue()));
        }
    }

    @Test
    void licences_manifests_services_components_and_resources_are_byte_for_byte_there() throws IOException {
        for (Map.Entry<Path, Path> jar : ORIGINALS.entrySet()) {
            try (JarFile trimmed = new JarFile(jar.getKey().toFile()); JarFile original = new JarFile(jar.getValue().toFile())) {
                for (JarEntry entry : Collections.list(original.entries())) {
                    String name = entry.getName();
                    if (!entry.isDirectory() && !OF_THE_BUILD.matcher(name).matches()
                            && (LEGAL.matcher(name).matches() || READ_AT_RUN_TIME.matcher(name).matches())) {
                        assertThat(trimmed.getEntry(name)).as(jar + " " + name).isNotNull();
                        assertThat(trimmed.getInputStream(trimmed.getEntry(name)).readAllBytes()).as(jar + " " + name)
                                .isEqualTo(original.getInputStream(entry).readAllBytes());
                    }
                }
            }
        }
    }

    @Test
    void no_class_is_too_old_for_an_archive_of_classes() throws IOException {
        List<String> old = new ArrayList<>();
        for (Path file : ORIGINALS.keySet()) {
            try (JarFile jar = new JarFile(file.toFile())) {
                for (JarEntry entry : Collections.list(jar.entries())) {
                    if (entry.getName().endsWith(".class") && version(jar, entry) < JAVA_6) {
                        old.add(file.getFileName() + " " + entry.getName());
                    }
                }
            }
        }
        assertThat(old).isEmpty();
    }

    @Test
    void every_class_is_verified_by_the_jvm_just_as_before() throws IOException {
        Map<String, String> before = link(ORIGINALS.values());
        assertThat(link(ORIGINALS.keySet())).isEqualTo(before);
        // What cannot be linked uses a library that is not shipped; of the verifier's complaints there is none.
        assertThat(before.values()).hasSizeGreaterThan(3000).noneMatch(VerifyError.class.getName()::equals);
        assertThat(before.values().stream().filter("linked"::equals).count()).isGreaterThan(before.size() * 9L / 10);
    }

    /** Each class, and what came of linking it, which is verifying it; nothing is initialised. */
    private static Map<String, String> link(Iterable<Path> jars) throws IOException {
        List<URL> urls = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Path jar : jars) {
            urls.add(url(jar));
            classes(jar).stream().filter(name -> !name.startsWith("META-INF/") && !name.equals("module-info.class"))
                    .map(name -> name.substring(0, name.length() - ".class".length()).replace('/', '.')).forEach(names::add);
        }
        try (URLClassLoader loader = new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            return names.stream().distinct().collect(Collectors.toMap(name -> name, name -> link(loader, name), (a, b) -> a, TreeMap::new));
        }
    }

    private static String link(ClassLoader loader, String name) {
        try {
            // HotSpot links a class that is asked for its constructors; Class.forName alone does not.
            Class.forName(name, false, loader).getDeclaredConstructors();
            return "linked";
        } catch (ClassNotFoundException | LinkageError e) {
            return e.getClass().getName();
        }
    }

    private static List<String> classes(Path file) throws IOException {
        try (JarFile jar = new JarFile(file.toFile())) {
            return jar.stream().map(JarEntry::getName).filter(name -> name.endsWith(".class")).sorted().toList();
        }
    }

    private static int version(JarFile jar, JarEntry entry) throws IOException {
        try (DataInputStream in = new DataInputStream(jar.getInputStream(entry))) {
            in.skipNBytes(6);
            return in.readUnsignedShort();
        }
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }
}
