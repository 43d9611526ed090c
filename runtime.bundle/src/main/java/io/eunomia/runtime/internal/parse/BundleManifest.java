package io.eunomia.runtime.internal.parse;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.jar.Manifest;

/** Reads the manifest of a jar that is to become a bundle; each header once, names in any case. */
final class BundleManifest {
    private static final String HINT = "make it with bnd";

    private final Manifest manifest;

    private BundleManifest(Manifest manifest) {
        this.manifest = manifest;
    }

    static BundleManifest read(byte[] content) {
        refuseRepetitions(new String(content, StandardCharsets.UTF_8));
        try {
            return new BundleManifest(new Manifest(new ByteArrayInputStream(content)));
        } catch (IOException | IllegalArgumentException e) {
            throw BadPackage.at("", "the jar's manifest is malformed: " + e.getMessage(), HINT, e);
        }
    }

    /** Refuses a header that occurs twice, because readers of manifests disagree whether the first, the last or none counts. */
    private static void refuseRepetitions(String text) {
        Set<String> names = new HashSet<>();
        for (String line : text.split("\r\n|\n|\r", -1)) {
            if (line.isEmpty()) {
                return;
            }
            int colon = line.indexOf(':');
            if (colon > 0 && !line.startsWith(" ") && !names.add(line.substring(0, colon).toLowerCase(Locale.ROOT))) {
                throw BadPackage.at("", "the jar's manifest has the header " + line.substring(0, colon) + " twice",
                        "keep one; clauses are joined with commas");
            }
        }
    }

    /** Returns a header's value. @return empty when there is no such header */
    String header(String name) {
        String value = manifest.getMainAttributes().getValue(name);
        return value == null ? "" : value.strip();
    }

    /** Returns the names of a header's clauses: {@code a, b} of {@code a;version="1,0", b;x:=y}. */
    List<String> names(String header) {
        List<String> names = new ArrayList<>();
        StringBuilder clause = new StringBuilder();
        boolean quoted = false;
        for (char c : (header(header) + ',').toCharArray()) {
            quoted ^= c == '"';
            if (c != ',' || quoted) {
                clause.append(c);
                continue;
            }
            for (String part : clause.toString().split(";")) {
                // "a;b;version=1" names two things; parameters follow all names.
                if (!part.contains("=") && !part.isBlank()) {
                    names.add(part.strip());
                }
            }
            clause.setLength(0);
        }
        return names;
    }

    Manifest copy() {
        return new Manifest(manifest);
    }
}
