package io.eunomia.runtime.internal.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.PackageSource;
import io.eunomia.runtime.TrackerException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.jar.JarInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The jar that is judged is the jar that is installed, and what a framework would choke on is refused beforehand. */
class TrackerJarTest {
    private static final PackageLimits LIMITS = new PackageLimits(1 << 20, 1 << 20, 100);

    @Test
    void of_two_stories_in_one_zip_only_one_is_believed_or_none() throws IOException {
        byte[] first = jar("ben").build();
        byte[] second = jar("really-another").build();
        // As a stream it is the first one; by the directory at its end, the second.
        byte[] shifted = concat(Arrays.copyOf(first, directory(first)), new byte[4], second);
        assertThat(refusal(shifted).message()).contains("the jar is damaged");
        byte[] moved = concat(Arrays.copyOf(first, directory(first)), new byte[4], moved(second, directory(first) + 4));
        assertThat(new PackageParser(LIMITS).parse(new PackageSource("", moved, "")).descriptor().name())
                .isEqualTo("really-another");
        byte[] installed = TrackerJar.read(moved, LIMITS).write(Map.of());
        assertThat(streamed(installed, "tracker.json")).contains("really-another");
        assertThat(new String(installed, StandardCharsets.ISO_8859_1)).doesNotContain("\"ben\"");
    }

    @Test
    void a_header_before_an_entry_that_tells_another_story_is_refused() {
        byte[] jar = jar("ben").build();
        int local = find(jar, "tracker.json");
        jar[local] = 'T';
        assertThat(refusal(jar).message()).contains("another one by its own header");
    }

    @Test
    void an_entry_that_lies_within_another_is_refused() {
        byte[] jar = jar("ben").build();
        ByteBuffer zip = ByteBuffer.wrap(jar).order(ByteOrder.LITTLE_ENDIAN);
        int first = directory(jar);
        int second = first + 46 + zip.getShort(first + 28) + zip.getShort(first + 30) + zip.getShort(first + 32);
        System.arraycopy(jar, first + 42, jar, second + 42, 4);
        assertThat(refusal(jar).message()).contains("the jar is damaged");
    }

    @Test
    void a_flipped_bit_of_an_entry_is_seen() {
        byte[] jar = jar("ben").build();
        jar[find(jar, "tracker.json") + 40] ^= 4;
        assertThat(refusal(jar).message()).contains("the jar is damaged");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../out", "/etc/x", "a/../../b", "a\\b", "a\u0001b", "meta-inf/manifest.mf", "..", ""})
    void entries_that_lead_out_or_pretend_are_refused(String name) {
        assertThat(refusal(jar("ben").entry(name, new byte[] {1}).build()).message()).contains("an entry that no bundle has");
    }

    @Test
    void bounds_hold_for_each_entry_and_for_all() {
        assertThat(refusal(jar("ben").entry("zeros", new byte[3 << 20]).build()).kind()).isEqualTo(FailureKind.TOO_LARGE);
        Jars many = jar("ben");
        for (int i = 0; i < 12; i++) {
            many.entry("part" + i, new byte[100_000]);
        }
        assertThat(refusal(many.build()).message()).contains("the jar holds too much");
        Jars lots = jar("ben");
        for (int i = 0; i <= 10_000; i++) {
            lots.entry("e" + i, new byte[0]);
        }
        assertThat(refusal(lots.build()).kind()).isEqualTo(FailureKind.TOO_LARGE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "Fragment-Host | org.apache.felix.framework | may not be a fragment",
        "Fragment-Host | system.bundle;extension:=framework | may not be a fragment",
        "Bundle-SymbolicName | io.eunomia.runtime | belongs to the core",
        "Bundle-SymbolicName | org.apache.felix.scr;singleton:=true | belongs to the core",
        "Bundle-SymbolicName | not a name | no symbolic name",
        "Bundle-SymbolicName | | has no header Bundle-SymbolicName",
        "Bundle-ManifestVersion | 1 | Bundle-ManifestVersion: 2",
        "Bundle-Version | 1.0-beta+3 | invalid version \"1.0-beta+3\"",
        "Bundle-Activator | no.such.Activator | has no such class",
        "Provide-Capability | eunomia.kernel;btf=true | only the core provides",
        "Provide-Capability | \"x;y\";a=1,osgi.extender;osgi.extender=eunomia.tracker | only the core provides",
        "Export-Package | com.example;io.eunomia.runtime;version=\"1,2\" | only the core provides",
        "Import-Package | com.a;version=\"[1,2)\",com.b;version=\"x.y\" | Import-Package has the version \"x.y\"",
        "Import-Package | com.a;specification-version=1.a | has the version \"1.a\"",
        "Require-Bundle | com.a;bundle-version=\"[1.0,2\" | Require-Bundle has the version \"[1.0,2\"",
        "DynamicImport-Package | com.*;version=none | has the version \"none\"",
        "Export-Package | com.a;version=\"[1,2)\" | Export-Package has the version \"[1,2)\"",
        "Provide-Capability | com.a;since:Version=nope | Provide-Capability has the version \"nope\"",
        "Eunomia-Tracker | | no header Eunomia-Tracker",
        "Eunomia-Tracker | ../../etc/passwd | has no entry ../../etc/passwd"})
    void a_manifest_is_judged_before_the_framework_sees_it(String header, String value, String reason) {
        Failure failure = refusal(jar("ben").header(header, value).build());
        assertThat(failure.kind()).isEqualTo(FailureKind.BAD_PACKAGE);
        assertThat(failure.message()).contains(reason);
        assertThat(failure.hint()).isNotBlank();
    }

    @Test
    void a_header_twice_is_refused_in_whatever_case() {
        assertThat(refusal(jar("ben").lines("bundle-version: 2.0.0\n").build()).message())
                .contains("header bundle-version twice");
        assertThat(refusal(jar("ben").lines("Fragment-host: x\n").build()).message()).contains("may not be a fragment");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "Service-Component | OSGI-INF/x.xml", "Bundle-NativeCode | lib.so", "DynamicImport-Package | *",
        "Export-Package | com.example"})
    void code_is_refused_from_where_it_may_not_come(String header, String value) {
        assertRefusedAsCode(jar("ben").header(header, value), "the header " + header);
    }

    @Test
    void classes_and_jars_are_code_too() {
        assertRefusedAsCode(jar("ben").type(TrackerJarTest.class), "TrackerJarTest.class");
        assertRefusedAsCode(jar("ben").entry("lib/more.jar", new byte[] {1}), "lib/more.jar");
        byte[] data = jar("ben").header("Eunomia-Code", "true").build();
        assertThat(new PackageParser(LIMITS).parse(new PackageSource("", data, "", false)).descriptor().name()).isEqualTo("ben");
        assertThat(new String(TrackerJar.read(data, LIMITS).write(Map.of()), StandardCharsets.ISO_8859_1))
                .as("the mark is ours").doesNotContain("Eunomia-Code");
    }

    private static void assertRefusedAsCode(Jars jar, String what) {
        byte[] built = jar.build();
        Failure failure = catchThrowableOfType(TrackerException.class,
                () -> new PackageParser(LIMITS).parse(new PackageSource("", built, "http", false))).failure();
        assertThat(failure.kind()).isEqualTo(FailureKind.NOT_PERMITTED);
        assertThat(failure.message()).contains("Java code", what);
        assertThat(failure.hint()).contains("allow_code");
        byte[] installed = TrackerJar.read(built, LIMITS).write(Map.of());
        assertThat(mark(installed)).isEqualTo("true");
    }

    private static String mark(byte[] jar) {
        try (JarInputStream in = new JarInputStream(new ByteArrayInputStream(jar))) {
            return in.getManifest().getMainAttributes().getValue(TrackerJar.CODE);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Jars jar(String name) {
        return new Jars(name, SampleObject.bytes());
    }

    private static Failure refusal(byte[] jar) {
        return catchThrowableOfType(TrackerException.class,
                () -> new PackageParser(LIMITS).parse(new PackageSource("", jar, ""))).failure();
    }

    private static int directory(byte[] zip) {
        return ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).getInt(zip.length - 6);
    }

    /** With its offsets as they are when {@code by} bytes stand before it. */
    private static byte[] moved(byte[] zip, int by) {
        byte[] moved = zip.clone();
        ByteBuffer bytes = ByteBuffer.wrap(moved).order(ByteOrder.LITTLE_ENDIAN);
        int at = directory(zip);
        while (bytes.getInt(at) == 0x02014b50) {
            bytes.putInt(at + 42, bytes.getInt(at + 42) + by);
            at += 46 + bytes.getShort(at + 28) + bytes.getShort(at + 30) + bytes.getShort(at + 32);
        }
        bytes.putInt(zip.length - 6, directory(zip) + by);
        return moved;
    }

    private static byte[] concat(byte[]... parts) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.write(part);
        }
        return all.toByteArray();
    }

    private static int find(byte[] jar, String text) {
        return new String(jar, StandardCharsets.ISO_8859_1).indexOf(text);
    }

    private static String streamed(byte[] jar, String name) throws IOException {
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(jar))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (entry.getName().equals(name)) {
                    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
                }
            }
        }
        return "";
    }
}
