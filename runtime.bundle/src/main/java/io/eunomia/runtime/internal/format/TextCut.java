package io.eunomia.runtime.internal.format;

import io.eunomia.runtime.event.Utf8Sink;

/** Cuts text at the end of a sink, by characters. Makes no garbage. */
final class TextCut {
    private static final int ELLIPSIS_BYTES = 3;

    private TextCut() {
    }

    /** Counts the characters from {@code start} on. */
    static int characters(int start, Utf8Sink out) {
        return characters(start, out.length(), out);
    }

    static int characters(int start, int end, Utf8Sink out) {
        byte[] bytes = out.array();
        int characters = 0;
        for (int i = start; i < end; i++) {
            characters += begins(bytes[i]) ? 1 : 0;
        }
        return characters;
    }

    private static boolean begins(byte one) {
        return (one & 0xc0) != 0x80;
    }

    /** Cuts what begins at {@code start} if it is wider: a path in its middle, other text at its end. */
    static void to(int width, int start, Utf8Sink out) {
        if (out.length() - start <= width) {
            return;
        }
        int characters = characters(start, out);
        if (characters > width) {
            cut(characters, isPath(start, out) ? (width - 1) / 2 : 0, width, start, out);
        }
    }

    /** Cuts a line at its end, whatever it is, if it is wider. @param width 0 for no bound */
    static void line(int width, int start, Utf8Sink out) {
        if (width > 0 && out.length() - start > width) {
            int characters = characters(start, out);
            if (characters > width) {
                cut(characters, 0, width, start, out);
            }
        }
    }

    /** A path is one word with two slashes or more: with one it may be anything. */
    private static boolean isPath(int start, Utf8Sink out) {
        int slashes = 0;
        for (int i = start; i < out.length(); i++) {
            if (out.array()[i] == ' ') {
                return false;
            }
            slashes += out.array()[i] == '/' ? 1 : 0;
        }
        return slashes > 1;
    }

    /** @param tail how many characters at the end stay */
    private static void cut(int characters, int tail, int width, int start, Utf8Sink out) {
        int headEnd = after(width - 1 - tail, start, out);
        int tailBegin = after(characters - tail, start, out);
        int tailBytes = out.length() - tailBegin;
        // There are at least two characters to leave out, which may have fewer bytes than the ellipsis.
        int missing = headEnd + ELLIPSIS_BYTES + tailBytes - out.length();
        if (missing > 0) {
            out.room(missing);
        }
        byte[] bytes = out.array();
        System.arraycopy(bytes, tailBegin, bytes, headEnd + ELLIPSIS_BYTES, tailBytes);
        if (missing > 0) {
            out.advance(missing);
        } else {
            out.truncate(headEnd + ELLIPSIS_BYTES + tailBytes);
        }
        bytes[headEnd] = (byte) 0xe2;
        bytes[headEnd + 1] = (byte) 0x80;
        bytes[headEnd + 2] = (byte) 0xa6;
    }

    /** Returns where the character begins that has so many before it. */
    private static int after(int characters, int start, Utf8Sink out) {
        byte[] bytes = out.array();
        int at = start;
        for (int left = characters; at < out.length(); at++) {
            if (begins(bytes[at]) && left-- == 0) {
                break;
            }
        }
        return at;
    }
}
