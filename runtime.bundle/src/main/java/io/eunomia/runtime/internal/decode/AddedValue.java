package io.eunomia.runtime.internal.decode;

import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.internal.text.Utf8Text;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A value that was looked up for a field that the record lacks, as it is written. Immutable. */
public final class AddedValue {
    /** Stands for a value that nobody knows. */
    public static final AddedValue UNKNOWN = new AddedValue("unknown", false);

    private final String text;
    private final boolean known;
    private final byte[] plain;
    private final byte[] json;

    private AddedValue(String text, boolean known) {
        this.text = text;
        this.known = known;
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        plain = written(Utf8Text.PLAIN, bytes, new Utf8Sink(32));
        Utf8Sink quoted = new Utf8Sink(32).put('"');
        written(Utf8Text.JSON, bytes, quoted);
        json = quoted.put('"').toByteArray();
    }

    private static byte[] written(Utf8Text form, ByteBuffer bytes, Utf8Sink out) {
        form.append(bytes, 0, bytes.limit(), false, out);
        return out.toByteArray();
    }

    /** Makes a value that is known. What could be taken for a record, a notice or an escape is escaped when it is written. */
    public static AddedValue of(String text) {
        return new AddedValue(text, true);
    }

    public boolean known() {
        return known;
    }

    String text() {
        return text;
    }

    @Override
    public String toString() {
        return text;
    }

    byte[] plain() {
        return plain;
    }

    byte[] json() {
        return json;
    }
}
