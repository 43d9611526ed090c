package io.eunomia.runtime.internal.parse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Builds tracker jars for tests, good ones and others. */
public final class Jars {
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final Map<String, byte[]> entries = new LinkedHashMap<>();
    private String moreLines = "";

    /** A good one. */
    public Jars(String name, byte[] object) {
        header("Bundle-ManifestVersion", "2").header("Bundle-SymbolicName", "com.example." + name)
                .header("Bundle-Version", "1.0.0").header("Eunomia-Tracker", "tracker.json")
                .header("Require-Capability", "osgi.extender;filter:=\"(osgi.extender=eunomia.tracker)\"");
        entry("tracker.json", ("{\"eunomia\":1,\"name\":\"" + name + "\",\"object\":\"bpf/o.bpf.o\"}")
                .getBytes(StandardCharsets.UTF_8)).entry("bpf/o.bpf.o", object);
    }

    /** @param value null to have no such header */
    public Jars header(String name, String value) {
        if (value == null) {
            headers.remove(name);
        } else {
            headers.put(name, value);
        }
        return this;
    }

    /** Lines of the manifest as they are, behind the headers. */
    public Jars lines(String lines) {
        moreLines = lines;
        return this;
    }

    public Jars entry(String name, byte[] content) {
        entries.put(name, content);
        return this;
    }

    /** A class that is on the test's class path, which the bundle then has as its own. */
    public Jars type(Class<?> type) {
        String file = type.getName().replace('.', '/') + ".class";
        try (var in = type.getClassLoader().getResourceAsStream(file)) {
            return entry(file, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public byte[] build() {
        StringBuilder manifest = new StringBuilder("Manifest-Version: 1.0\n");
        headers.forEach((name, value) -> manifest.append(name).append(": ").append(value).append('\n'));
        Map<String, byte[]> all = new LinkedHashMap<>();
        all.put("META-INF/MANIFEST.MF", manifest.append(moreLines).append('\n').toString().getBytes(StandardCharsets.UTF_8));
        all.putAll(entries);
        return zip(all);
    }

    public static byte[] zip(Map<String, byte[]> entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue());
                out.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
