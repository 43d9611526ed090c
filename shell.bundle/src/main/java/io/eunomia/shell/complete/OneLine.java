package io.eunomia.shell.complete;

/** Makes descriptions of one line out of texts that others have written. */
final class OneLine {
    private static final int MOST = 70;

    private OneLine() {
    }

    /** Returns the beginning of a text, up to the end of its first sentence. */
    static String of(String... text) {
        String line = text.length == 0 ? "" : text[0].replaceAll("\\p{Cntrl}+", " ").strip();
        int sentence = line.indexOf(". ");
        String first = sentence < 0 ? line : line.substring(0, sentence);
        return first.length() <= MOST ? first : first.substring(0, MOST - 1).stripTrailing() + "\u2026";
    }
}
