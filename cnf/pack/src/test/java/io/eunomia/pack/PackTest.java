package io.eunomia.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.Opcodes;

class PackTest {
    private static final Instant TIME = Instant.parse("2026-11-22T00:00:00Z");
    private static final String MANIFEST = "Manifest-Version: 1.0\r\nBundle-SymbolicName: a\r\nImport-Package: b;version=\"[1,2)\"\r\n\r\n";

    @TempDir
    private Path folder;

    @Test
    void sources_and_build_files_go_and_licences_services_and_components_stay() throws IOException {
        Path jar = jar("a.jar", "META-INF/LICENSE", "META-INF/LICENSE.txt", "META-INF/NOTICE", "META-INF/services/x.Y",
                "META-INF/DEPENDENCIES", "OSGI-INF/component.xml", "a/messages.properties", "OSGI-OPT/src/a/A.java",
                "META-INF/maven/g/a/pom.xml", "META-INF/SIGNER.SF", "META-INF/SIGNER.RSA", "jakarta/servlet/resources/x.xsd");
        Pack.pack(TIME, List.of(folder));
        try (JarFile trimmed = new JarFile(jar.toFile())) {
            assertThat(Collections.list(trimmed.entries())).extracting(JarEntry::getName).containsExactly(
                    "META-INF/MANIFEST.MF", "META-INF/DEPENDENCIES", "META-INF/LICENSE", "META-INF/LICENSE.txt",
                    "META-INF/NOTICE", "META-INF/services/x.Y", "OSGI-INF/component.xml", "a/A.class", "a/messages.properties");
            assertThat(trimmed.getInputStream(trimmed.getEntry("META-INF/MANIFEST.MF")).readAllBytes())
                    .asString(StandardCharsets.UTF_8).isEqualTo(MANIFEST);
        }
        assertThat(Files.getLastModifiedTime(jar).toInstant()).isEqualTo(TIME);
    }

    @Test
    void digests_leave_the_manifest_and_the_rest_of_it_stays() throws IOException {
        Path jar = folder.resolve("signed.jar");
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("META-INF/MANIFEST.MF", bytes(MANIFEST + "Name: a/A.class\r\nSHA-256-Digest: 00\r\n\r\n"
                + "Name: a/\r\nSealed: true\r\nSHA-256-Digest: 00\r\n\r\n"));
        JarWriter.write(jar, entries, LocalDateTime.of(2020, 1, 1, 0, 0));
        Pack.pack(TIME, List.of(folder));
        try (JarFile trimmed = new JarFile(jar.toFile())) {
            ByteArrayOutputStream written = new ByteArrayOutputStream();
            trimmed.getManifest().write(written);
            assertThat(written.toString(StandardCharsets.UTF_8)).isEqualTo(MANIFEST + "Name: a/\r\nSealed: true\r\n\r\n");
        }
    }

    @Test
    void the_same_jar_gives_the_same_bytes_anywhere_and_however_often() throws IOException {
        Path jar = jar("a.jar", "META-INF/LICENSE", "empty");
        byte[] original = Files.readAllBytes(jar);
        Pack.pack(TIME, List.of(folder));
        byte[] first = Files.readAllBytes(jar);
        Pack.pack(TIME, List.of(folder));
        assertThat(jar).hasBinaryContent(first);
        Files.write(jar, original);
        TimeZone zone = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Auckland"));
            Pack.pack(TIME, List.of(folder));
        } finally {
            TimeZone.setDefault(zone);
        }
        assertThat(jar).hasBinaryContent(first);
        assertThat(folder).isDirectoryNotContaining("glob:**.trimmed");
    }

    private Path jar(String name, String... files) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("a/A.class", Classes.old("a/A", Opcodes.V1_5));
        for (String file : files) {
            entries.put(file, bytes(file.equals("empty") ? "" : file.repeat(9)));
        }
        entries.put("META-INF/MANIFEST.MF", bytes(MANIFEST));
        Path jar = folder.resolve(name);
        JarWriter.write(jar, entries, LocalDateTime.of(2020, 1, 1, 0, 0));
        return jar;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
