package io.eunomia.itest;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.testkit.Distribution;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Third-party jars travel as their authors published them. */
class PublishedJarsIT {
    /** {@code published-jars.sha256} has the digests of Maven Central; a newer version of a library is a newer row. */
    @Test
    void each_third_party_jar_has_the_digest_that_the_registry_gives() throws Exception {
        Map<String, String> published = published();
        for (Path jar : jars()) {
            String name = jar.getFileName().toString();
            if (!isOurs(jar)) {
                assertThat(published.remove(name)).as("digest of " + name + " in published-jars.sha256")
                        .isEqualTo(digest("SHA-256", jar));
            }
        }
        assertThat(published.keySet()).as("jars that are not shipped any more").isEmpty();
    }

    private static Map<String, String> published() throws IOException {
        Map<String, String> byName = new HashMap<>();
        try (var in = PublishedJarsIT.class.getResourceAsStream("/published-jars.sha256")) {
            for (String row : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
                byName.put(row.split("\\s+")[1], row.split("\\s+")[0]);
            }
        }
        return byName;
    }

    @Test
    void no_class_of_ours_stands_in_a_third_party_jar_and_none_of_theirs_in_our_launcher() throws IOException {
        for (Path jar : jars()) {
            try (JarFile file = new JarFile(jar.toFile())) {
                List<String> classes = file.stream().map(entry -> entry.getName()).filter(name -> name.endsWith(".class")).toList();
                if (!isOurs(jar)) {
                    assertThat(classes).as(jar.toString()).noneMatch(name -> name.startsWith("io/eunomia/"));
                } else if (jar.getParent().getFileName().toString().equals("lib")) {
                    assertThat(classes).as(jar.toString()).allMatch(name -> name.startsWith("io/eunomia/"));
                }
            }
        }
    }

    @Test
    void each_third_party_jar_is_named_with_its_licence_whose_text_is_there() throws IOException {
        Path folder = Distribution.home().resolve("licenses");
        List<String> rows = Files.readAllLines(folder.resolve("THIRD-PARTY.txt"));
        for (Path jar : jars()) {
            String name = jar.getFileName().toString();
            if (!isOurs(jar)) {
                List<String> row = rows.stream().filter(line -> !line.isBlank() && name.startsWith(line.split("\\s+")[0])).toList();
                assertThat(row).as(name).hasSize(1);
                assertThat(folder.resolve(row.get(0).replaceFirst(".*\\s", ""))).as(name).isNotEmptyFile();
            }
        }
        // The libraries that travel inside libbpf.bundle are not jars.
        assertThat(rows).anyMatch(row -> row.contains("libbpf.so.1")).anyMatch(row -> row.contains("libelf.so.1"))
                .anyMatch(row -> row.contains("libz.so.1"));
        assertThat(Distribution.home().resolve("LICENSE")).content().contains("Apache License");
        assertThat(Distribution.home().resolve("NOTICE")).isNotEmptyFile();
    }

    @Test
    void the_bill_of_materials_names_each_third_party_jar_with_its_digest() throws Exception {
        String bill = Files.readString(Distribution.home().resolve("sbom.json"));
        assertThat(bill).contains("\"bomFormat\" : \"CycloneDX\"");
        for (Path jar : jars()) {
            if (!isOurs(jar)) {
                assertThat(bill).as(jar.getFileName().toString()).contains(digest("SHA-256", jar));
            }
        }
    }

    static boolean isOurs(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            String name = file.getManifest().getMainAttributes().getValue("Bundle-SymbolicName");
            return name != null && name.startsWith("io.eunomia.");
        }
    }

    private static List<Path> jars() throws IOException {
        List<Path> jars = new ArrayList<>();
        for (String folder : List.of("lib", "bundle", "trackers")) {
            try (Stream<Path> files = Files.list(Distribution.home().resolve(folder))) {
                files.filter(file -> file.toString().endsWith(".jar")).sorted().forEach(jars::add);
            }
        }
        return jars;
    }

    private static String digest(String algorithm, Path file) throws IOException, NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(Files.readAllBytes(file)));
    }
}
