package io.eunomia.runtime.internal.parse;

import java.io.ByteArrayOutputStream;

/**
 * A JSON string that holds base64, still inside the package's bytes: an object is large, and making a Java string of
 * it would hold it twice more.
 *
 * @param source the package
 * @param start offset of the first byte inside the quotes
 * @param end offset of the closing quote
 */
record EncodedText(byte[] source, int start, int end) {
    private static final byte[] VALUES = values();
    private static final int SPACE = -2;
    private static final int BAD = -1;

    /** Finds the text. @param from offset of the opening quote */
    static EncodedText at(byte[] source, int from) {
        int end = from + 1;
        while (end < source.length && source[end] != '"') {
            end += source[end] == '\\' ? 2 : 1;
        }
        return new EncodedText(source, from + 1, Math.min(end, source.length));
    }

    boolean isEmpty() {
        return start == end;
    }

    /**
     * Decodes base64, RFC 4648 section 4. White space anywhere and missing padding are tolerated.
     *
     * @param pointer of the string, for messages
     * @param limit most bytes that may come out
     */
    byte[] decode(String pointer, int limit) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(Math.min(limit, (end - start) / 4 * 3 + 3));
        int bits = 0;
        int held = 0;
        int padding = 0;
        int character = 0;
        for (int i = start; i < end; character++) {
            int code = source[i] & 0xff;
            int next = i + 1;
            if (code == '\\') {
                code = unescape(i + 1);
                next = i + (source[i + 1] == 'u' ? 6 : 2);
            }
            int value = code < 128 ? VALUES[code] : BAD;
            if (code == '=') {
                padding++;
            } else if (value == BAD || value >= 0 && padding > 0) {
                throw badCharacter(pointer, character, code, padding > 0);
            } else if (value >= 0) {
                held = held << 6 | value;
                bits += 6;
                if (bits >= 8) {
                    bits -= 8;
                    out.write(held >> bits);
                    if (out.size() > limit) {
                        throw BadPackage.tooLarge(pointer, "decodes to more than " + limit + " bytes",
                                "raise the object size limit if this is meant");
                    }
                }
            }
            i = next;
        }
        if (bits == 6) {
            throw BadPackage.at(pointer, "is not whole base64: it ends inside a group of four characters",
                    "the text was cut off; encode the object again, for example with base64 -w0");
        }
        return out.toByteArray();
    }

    private int unescape(int at) {
        switch (at < end ? source[at] : 0) {
            case 'n':
            case 'r':
            case 't':
                return '\n';
            case 'u':
                // The JSON parser has seen four hexadecimal digits here, or refuses the document afterwards.
                return at + 4 < end ? hexadecimal(at + 1) : 0;
            default:
                return at < end ? source[at] & 0xff : 0;
        }
    }

    private int hexadecimal(int at) {
        int value = 0;
        for (int i = at; i < at + 4; i++) {
            value = value << 4 | Math.max(0, Character.digit(source[i], 16));
        }
        return value;
    }

    private static RuntimeException badCharacter(String pointer, int character, int code, boolean afterPadding) {
        String shown = code > ' ' && code < 127 ? "'" + (char) code + "'" : String.format("U+%04X", code);
        String hint = code == '-' || code == '_'
                ? "this is base64url; use the standard alphabet with + and /"
                : "encode the object again, for example with base64 -w0";
        return BadPackage.at(pointer, "is not base64: the character at offset " + character + " is " + shown
                + (afterPadding ? ", behind the padding" : ""), hint);
    }

    private static byte[] values() {
        byte[] values = new byte[128];
        java.util.Arrays.fill(values, (byte) BAD);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int i = 0; i < alphabet.length(); i++) {
            values[alphabet.charAt(i)] = (byte) i;
        }
        for (char space : new char[] {' ', '\t', '\n', '\r'}) {
            values[space] = SPACE;
        }
        return values;
    }
}
