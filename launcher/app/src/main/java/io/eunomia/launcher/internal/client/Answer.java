package io.eunomia.launcher.internal.client;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** An answer of the daemon. @param content read once, by the receiver */
public record Answer(int status, String mediaType, InputStream content) {

    public boolean ok() {
        return status >= 200 && status < 300;
    }

    public String text() {
        try (content) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the daemon broke off its answer", e);
        }
    }

    /** Parses the answer into maps, lists, texts, numbers and booleans. */
    public Object json() {
        String text = text();
        try {
            return text.isBlank() ? null : JSON.std.anyFrom(text);
        } catch (IOException e) {
            throw new UncheckedIOException("the daemon's answer is not JSON: " + text, e);
        }
    }
}
