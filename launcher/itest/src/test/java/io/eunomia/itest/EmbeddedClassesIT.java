package io.eunomia.itest;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.testkit.Distribution;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Our jars: whose classes are inside, and whom ours call. */
class EmbeddedClassesIT {
    private static final String OURS = "io/eunomia/";

    /** A constant pool holds each name as it is. */
    @Test
    void no_class_of_ours_refers_to_jffi_behind_jnr_ffi() throws IOException {
        int seen = 0;
        for (Path jar : jars()) {
            try (JarFile file = new JarFile(jar.toFile())) {
                for (JarEntry entry : classes(file)) {
                    if (entry.getName().startsWith(OURS)) {
                        seen++;
                        assertThat(text(file, entry)).as(jar.getFileName() + ": " + entry.getName())
                                .doesNotContain("com/kenai/jffi").doesNotContain("com.kenai.jffi");
                    }
                }
            }
        }
        assertThat(seen).isGreaterThan(500);
    }

    @Test
    void a_class_of_another_project_inside_a_bundle_of_ours_is_the_published_one() throws IOException {
        List<JarFile> published = published();
        int seen = 0;
        try {
            for (Path jar : jars()) {
                try (JarFile file = new JarFile(jar.toFile())) {
                    for (JarEntry entry : classes(file)) {
                        if (!entry.getName().startsWith(OURS)) {
                            seen++;
                            String inside = text(file, entry);
                            assertThat(published).as(jar.getFileName() + ": " + entry.getName() + " as published")
                                    .anySatisfy(one -> assertThat(text(one, one.getJarEntry(entry.getName()))).isEqualTo(inside));
                        }
                    }
                }
            }
        } finally {
            for (JarFile one : published) {
                one.close();
            }
        }
        assertThat(seen).isGreaterThan(300);
    }

    /** What of these libraries the bundles were made from, on the class path of this test. */
    private static List<JarFile> published() throws IOException {
        List<JarFile> jars = new ArrayList<>();
        for (String path : System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                .split(File.pathSeparator)) {
            if (path.matches(".*/(jnr-ffi|jffi|asm|aircompressor|re2j|prometheus-metrics-[a-z-]+)-[0-9.]+\\.jar")) {
                jars.add(new JarFile(path));
            }
        }
        return jars;
    }

    private static List<JarEntry> classes(JarFile file) {
        return file.stream().filter(entry -> entry.getName().endsWith(".class")).toList();
    }

    private static String text(JarFile file, JarEntry entry) throws IOException {
        return entry == null ? "" : new String(file.getInputStream(entry).readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    /** Of ours: the launcher, the bundles and the trackers. */
    private static List<Path> jars() throws IOException {
        List<Path> jars = new ArrayList<>();
        for (String folder : List.of("lib", "bundle", "trackers")) {
            try (Stream<Path> files = Files.list(Distribution.home().resolve(folder))) {
                for (Path jar : files.filter(file -> file.toString().endsWith(".jar")).sorted().toList()) {
                    if (PublishedJarsIT.isOurs(jar)) {
                        jars.add(jar);
                    }
                }
            }
        }
        return jars;
    }
}
