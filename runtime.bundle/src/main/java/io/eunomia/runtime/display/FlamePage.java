package io.eunomia.runtime.display;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The parts that are the same in each flame graph ({@link DisplayFormat#SVG}), for servers that say what a browser may run. They
 * have none of the letters that XML reads as markup, so that a browser hashes exactly these bytes.
 */
public record FlamePage(String style, String script) {

    public static FlamePage load() {
        return new FlamePage(resource("flamegraph.css"), resource("flamegraph.js"));
    }

    private static String resource(String name) {
        try (InputStream in = FlamePage.class.getResourceAsStream("/io/eunomia/runtime/internal/stack/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the Content-Security-Policy under which a browser runs this script alone, and loads nothing. */
    public String policy() {
        return "default-src 'none'; style-src " + hash(style) + "; script-src " + hash(script) + "; sandbox allow-scripts";
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + '\'';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("each Java runtime has SHA-256", e);
        }
    }
}
