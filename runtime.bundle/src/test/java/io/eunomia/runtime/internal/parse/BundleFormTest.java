package io.eunomia.runtime.internal.parse;

import static io.eunomia.runtime.internal.parse.Parsing.bytes;
import static io.eunomia.runtime.internal.parse.Parsing.failure;
import static io.eunomia.runtime.internal.parse.Parsing.parse;
import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.descriptor.PackageForm;
import io.eunomia.runtime.descriptor.TrackerPackage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

class BundleFormTest {
    private static final String MANIFEST = "Manifest-Version: 1.0\nBundle-ManifestVersion: 2\n"
            + "Bundle-SymbolicName: com.example.sample\nEunomia-Tracker: tracker.json\n\n";
    private static final String DESCRIPTOR = "{'eunomia': 1, 'object': 'bpf/sample.bpf.o'}";

    private final Map<String, byte[]> entries = new LinkedHashMap<>();

    BundleFormTest() {
        entries.put("META-INF/MANIFEST.MF", bytes(MANIFEST));
        entries.put("tracker.json", bytes(DESCRIPTOR));
        entries.put("bpf/sample.bpf.o", SampleObject.bytes());
        entries.put("io/Enricher.class", new byte[] {1});
    }

    @Test
    void reads_descriptor_and_object() throws IOException {
        TrackerPackage parsed = parse(jar());

        assertThat(parsed.form()).isEqualTo(PackageForm.BUNDLE);
        assertThat(parsed.descriptor().name()).isEqualTo("sample");
        assertThat(parsed.object()).isEqualTo(SampleObject.bytes());
    }

    @Test
    void what_is_missing_is_told() throws IOException {
        entries.remove("bpf/sample.bpf.o");
        assertThat(failure(jar()).message())
                .isEqualTo("the bundle has no entry bpf/sample.bpf.o, which /object of tracker.json names");
        entries.remove("tracker.json");
        assertThat(failure(jar()).message())
                .isEqualTo("the bundle has no entry tracker.json, which the header Eunomia-Tracker names");
        entries.put("META-INF/MANIFEST.MF", bytes("Manifest-Version: 1.0\n\n"));
        assertThat(failure(jar()).message()).contains("has no header Eunomia-Tracker");
        entries.remove("META-INF/MANIFEST.MF");
        assertThat(failure(jar()).message()).contains("has no manifest");
    }

    @Test
    void a_damaged_jar_is_told() throws IOException {
        byte[] jar = jar();

        assertThat(failure(Arrays.copyOf(jar, jar.length / 2)).message()).contains("the jar is damaged");
        assertThat(failure(Arrays.copyOf(jar, 4)).message()).contains("the jar is damaged");
    }

    @Test
    void a_bomb_among_the_entries_is_refused() throws IOException {
        entries.put("zeros", new byte[6 << 20]);
        Failure failure = failure(jar());

        assertThat(failure.kind()).isEqualTo(FailureKind.TOO_LARGE);
        assertThat(failure.message()).contains("100 times");
    }

    private byte[] jar() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue());
                out.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
