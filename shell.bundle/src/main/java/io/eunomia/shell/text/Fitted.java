package io.eunomia.shell.text;

import java.util.ArrayList;
import java.util.List;

/** Breaks text into lines of a width, in characters. */
final class Fitted {
    private Fitted() {
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
