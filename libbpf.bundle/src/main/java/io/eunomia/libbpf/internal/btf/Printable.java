package io.eunomia.libbpf.internal.btf;

/** Makes names safe to print: they come from hostile bytes and end up on terminals. */
public final class Printable {
    private static final int MAX_CHARACTERS = 128;

    private Printable() {
    }

    /** The text without control characters, cut to a length that fits in a message. */
    public static String of(String text) {
        StringBuilder clean = new StringBuilder();
        text.codePoints().limit(MAX_CHARACTERS)
                .forEach(each -> clean.appendCodePoint(Character.isISOControl(each) ? '?' : each));
        return clean.toString();
    }
}
