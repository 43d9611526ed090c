package io.eunomia.runtime.internal.format;

import io.eunomia.runtime.event.EventView;
import io.eunomia.runtime.event.Field;
import io.eunomia.runtime.event.FieldKind;
import io.eunomia.runtime.event.Utf8Sink;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A column of plain text; widths count characters. */
final class Column {
    private final int index;
    private final byte[] title;
    private final int width;
    private final boolean right;
    private final boolean cut;
    private final boolean last;

    Column(Field field, boolean last) {
        this.index = field.index();
        String name = field.name().toUpperCase(Locale.ROOT);
        this.title = name.getBytes(StandardCharsets.UTF_8);
        this.width = Math.max(field.width(), name.length());
        this.right = right(field);
        this.cut = field.show().isEmpty() && (field.kind() == FieldKind.TEXT || field.kind() == FieldKind.BYTES
                || field.kind() == FieldKind.ARRAY);
        this.last = last;
    }

    private static boolean right(Field field) {
        boolean number = field.kind() == FieldKind.SIGNED || field.kind() == FieldKind.UNSIGNED
                || field.kind() == FieldKind.FLOAT;
        // Values that are mostly shown by a name read better when they begin at the left.
        return number && switch (field.show()) {
            case "signal", "errno", "open_flags", "family", "tcp_state", "dirfd" -> false;
            default -> true;
        };
    }

    void title(Utf8Sink out) {
        int start = out.length();
        out.put(title);
        if (!last || right) {
            pad(start, width, right, out);
        }
    }

    void append(EventView event, Utf8Sink out) {
        int start = out.length();
        event.appendText(index, out);
        if (last && !right) {
            return;
        }
        if (cut && !last) {
            cut(start, out);
        }
        pad(start, width, right, out);
    }

    private void cut(int start, Utf8Sink out) {
        if (out.length() - start <= width) {
            return;
        }
        byte[] bytes = out.array();
        int characters = 0;
        int keep = start;
        for (int i = start; i < out.length(); i++) {
            if ((bytes[i] & 0xc0) != 0x80) {
                if (characters == width - 1) {
                    keep = i;
                }
                characters++;
            }
        }
        if (characters > width) {
            out.truncate(keep);
            out.put(0xe2).put(0x80).put(0xa6);
        }
    }

    /** Pads the text from {@code start} on with spaces to {@code width} characters. */
    static void pad(int start, int width, boolean right, Utf8Sink out) {
        int end = out.length();
        int characters = 0;
        for (int i = start; i < end; i++) {
            characters += (out.array()[i] & 0xc0) == 0x80 ? 0 : 1;
        }
        int missing = width - characters;
        if (missing <= 0) {
            return;
        }
        byte[] bytes = out.room(missing);
        int gap = end;
        if (right) {
            System.arraycopy(bytes, start, bytes, start + missing, end - start);
            gap = start;
        }
        for (int i = gap; i < gap + missing; i++) {
            bytes[i] = ' ';
        }
        out.advance(missing);
    }
}
