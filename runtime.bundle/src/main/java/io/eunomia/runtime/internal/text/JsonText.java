package io.eunomia.runtime.internal.text;

import io.eunomia.runtime.event.Utf8Sink;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Makes JSON strings of Java strings, for text that is written rarely or prepared once. */
public final class JsonText {

    private JsonText() {
    }

    /** Appends {@code text} with quotes. */
    public static void string(String text, Utf8Sink out) {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        out.put('"');
        Utf8Text.JSON.append(bytes, 0, bytes.limit(), false, out);
        out.put('"');
    }

    /** Returns {@code "name":}, ready to be appended. */
    public static byte[] key(String name) {
        Utf8Sink out = new Utf8Sink(name.length() + 3);
        string(name, out);
        out.put(':');
        return out.toByteArray();
    }
}
