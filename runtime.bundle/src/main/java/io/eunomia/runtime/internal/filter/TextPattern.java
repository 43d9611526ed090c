package io.eunomia.runtime.internal.filter;

import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.internal.filter.FilterNode.Item;
import io.eunomia.runtime.internal.filter.FilterNode.Operator;
import io.eunomia.runtime.internal.text.Utf8Text;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** Compares text, as it is shown, with a value that may have wildcards. Makes no garbage. */
final class TextPattern {
    private final Operator operator;
    private final byte[][] parts;
    private final boolean fold;

    private TextPattern(Operator operator, byte[][] parts) {
        this.operator = operator;
        this.parts = parts;
        this.fold = operator == Operator.APPROXIMATE;
    }

    static TextPattern of(Item item) {
        return of(item.operator(), item.parts().toArray(String[]::new));
    }

    static TextPattern of(Operator operator, String... parts) {
        boolean fold = operator == Operator.APPROXIMATE;
        return new TextPattern(operator, Arrays.stream(parts)
                .map(part -> shown(fold ? part.toLowerCase(Locale.ROOT) : part)).toArray(byte[][]::new));
    }

    /** Escapes a value's control characters as those of the events are. */
    private static byte[] shown(String part) {
        ByteBuffer bytes = ByteBuffer.wrap(part.getBytes(StandardCharsets.UTF_8));
        Utf8Sink out = new Utf8Sink(bytes.limit());
        Utf8Text.PLAIN.append(bytes, 0, bytes.limit(), false, out);
        return out.toByteArray();
    }

    boolean matches(Utf8Sink text) {
        byte[] bytes = text.array();
        int length = text.length();
        return switch (operator) {
            case AT_LEAST -> Arrays.compareUnsigned(bytes, 0, length, parts[0], 0, parts[0].length) >= 0;
            case GREATER -> Arrays.compareUnsigned(bytes, 0, length, parts[0], 0, parts[0].length) > 0;
            case LESS -> Arrays.compareUnsigned(bytes, 0, length, parts[0], 0, parts[0].length) < 0;
            case AT_MOST -> Arrays.compareUnsigned(bytes, 0, length, parts[0], 0, parts[0].length) <= 0;
            default -> parts.length == 1 ? length == parts[0].length && at(bytes, 0, parts[0]) : wild(bytes, length);
        };
    }

    private boolean wild(byte[] bytes, int length) {
        byte[] first = parts[0];
        byte[] last = parts[parts.length - 1];
        int from = first.length;
        int to = length - last.length;
        if (from > to || !at(bytes, 0, first) || !at(bytes, to, last)) {
            return false;
        }
        for (int i = 1; i < parts.length - 1; i++) {
            int found = find(bytes, from, to, parts[i]);
            if (found < 0) {
                return false;
            }
            from = found + parts[i].length;
        }
        return true;
    }

    private int find(byte[] bytes, int from, int to, byte[] part) {
        for (int i = from; i <= to - part.length; i++) {
            if (at(bytes, i, part)) {
                return i;
            }
        }
        return -1;
    }

    private boolean at(byte[] bytes, int from, byte[] part) {
        for (int i = 0; i < part.length; i++) {
            byte one = bytes[from + i];
            if (part[i] != (fold && one >= 'A' && one <= 'Z' ? (byte) (one + 32) : one)) {
                return false;
            }
        }
        return true;
    }
}
