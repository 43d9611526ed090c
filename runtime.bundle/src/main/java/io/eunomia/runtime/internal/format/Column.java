package io.eunomia.runtime.internal.format;

import io.eunomia.runtime.event.EventView;
import io.eunomia.runtime.event.Field;
import io.eunomia.runtime.event.FieldKind;
import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.internal.decode.ColumnTitle;
import java.nio.charset.StandardCharsets;

/** A column of plain text; widths count characters. */
final class Column {
    private final int index;
    private final byte[] title;
    private final int width;
    private final boolean right;
    private final boolean cut;
    private final boolean last;

    /** @param width see {@link #widthOf}, or less */
    Column(Field field, int width, boolean last) {
        this.index = field.index();
        this.title = ColumnTitle.of(field.name(), field).getBytes(StandardCharsets.UTF_8);
        this.width = width;
        this.right = right(field);
        this.cut = isCut(field);
        this.last = last;
    }

    /** The characters that a field's column has where there is room. */
    static int widthOf(Field field) {
        return Math.max(field.width(), ColumnTitle.of(field.name(), field).length());
    }

    /** Tells whether values that are too wide are cut; numbers and addresses never are. */
    static boolean isCut(Field field) {
        return field.show().isEmpty() && (field.kind() == FieldKind.TEXT || field.kind() == FieldKind.BYTES || field.kind() == FieldKind.ARRAY);
    }

    /** Tells whether values are aligned right, as numbers are. */
    static boolean right(Field field) {
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
        if (cut) {
            TextCut.to(width, start, out);
        }
        pad(start, width, right, out);
    }

    /** Pads the text from {@code start} on with spaces to {@code width} characters. */
    static void pad(int start, int width, boolean right, Utf8Sink out) {
        int end = out.length();
        int missing = width - TextCut.characters(start, out);
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
