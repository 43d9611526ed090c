package io.eunomia.runtime.internal.format;

import io.eunomia.runtime.event.Utf8Sink;

/** Keeps lines of plain text apart from notices and trims them. */
final class Lines {
    private static final byte NOTICE = '#';

    private Lines() {
    }

    /**
     * Puts a space before an event's line that would look like a notice, because values are chosen by whoever runs a
     * program.
     */
    static void keepFromNotices(int line, Utf8Sink out) {
        if (out.length() > line && out.array()[line] == NOTICE) {
            byte[] bytes = out.room(1);
            System.arraycopy(bytes, line, bytes, line + 1, out.length() - line);
            bytes[line] = ' ';
            out.advance(1);
        }
    }

    /** Ends a line, without the spaces at its end. */
    static void end(Utf8Sink out) {
        int end = out.length();
        while (end > 0 && out.array()[end - 1] == ' ') {
            end--;
        }
        out.truncate(end);
        out.put('\n');
    }
}
