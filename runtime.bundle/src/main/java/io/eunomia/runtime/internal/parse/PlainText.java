package io.eunomia.runtime.internal.parse;

import java.util.stream.IntStream;

/**
 * Decides which texts of a package may be shown as they are. Control characters write on the administrator's terminal and
 * forge lines of streams; those that turn the direction of writing let a name look like another.
 */
final class PlainText {
    private static final int SHOWN = 64;

    private PlainText() {
    }

    /** Tells whether a name or value may be shown as it is. */
    static boolean isPlain(String text) {
        return text.codePoints().noneMatch(PlainText::controls);
    }

    /** Tells whether a description, which may have several lines, may be shown as it is. */
    static boolean isProse(String text) {
        return text.codePoints().noneMatch(c -> controls(c) && c != '\n' && c != '\r' && c != '\t');
    }

    /** Puts a description on one line. */
    static String line(String prose) {
        return prose.replaceAll("[\\n\\r\\t]+", " ").strip();
    }

    /** Makes a text fit for a message: control characters are written as escapes of JSON, and a long text is cut. */
    static String shown(String text) {
        IntStream start = text.codePoints().limit(SHOWN);
        StringBuilder shown = new StringBuilder();
        start.forEach(c -> {
            if (controls(c)) {
                shown.append(String.format("\\u%04x", c));
            } else {
                shown.appendCodePoint(c);
            }
        });
        return text.codePointCount(0, text.length()) > SHOWN ? shown.append('…').toString() : shown.toString();
    }

    private static boolean controls(int c) {
        int type = Character.getType(c);
        boolean turns = c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069;
        return type == Character.CONTROL || type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.SURROGATE || turns;
    }
}
