package io.eunomia.shell.text;

import java.util.ArrayList;
import java.util.List;

/** Makes text fit a width, in characters. */
final class Fitted {
    private static final char LEFT_OUT = '\u2026';

    private Fitted() {
    }

    /** Leaves out what is in the middle, since paths and names differ at their ends. */
    static String cut(String text, int width) {
        int length = text.codePointCount(0, text.length());
        if (length <= width) {
            return text;
        }
        int head = width / 2;
        int tail = width - head - 1;
        return text.substring(0, text.offsetByCodePoints(0, head)) + LEFT_OUT
                + text.substring(text.offsetByCodePoints(0, length - tail));
    }

    /** Breaks text into lines at blanks, and within a word that is longer than a line. @return at least one line */
    static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        String rest = text;
        while (rest.length() > width) {
            int at = rest.lastIndexOf(' ', width);
            int end = at > 0 ? at : width;
            lines.add(rest.substring(0, end));
            rest = rest.substring(end).stripLeading();
        }
        lines.add(rest);
        return lines;
    }
}
