package io.eunomia.runtime.view;

/** Cuts text that is too wide for people who look at it, and marks where. */
public final class CutText {
    private static final char LEFT_OUT = '…';

    private CutText() {
    }

    /** Leaves the middle out of text that is wider, since paths and names differ at their ends. @param width characters, at least one */
    public static String middle(String text, int width) {
        int length = text.codePointCount(0, text.length());
        if (length <= width) {
            return text;
        }
        int head = width / 2;
        int tail = width - head - 1;
        return text.substring(0, text.offsetByCodePoints(0, head)) + LEFT_OUT + text.substring(text.offsetByCodePoints(0, length - tail));
    }
}
