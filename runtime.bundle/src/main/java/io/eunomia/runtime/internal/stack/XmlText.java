package io.eunomia.runtime.internal.stack;

import io.eunomia.runtime.event.Utf8Sink;

/** Writes text into XML, so that it is only text there. */
final class XmlText {
    private static final int REPLACEMENT = 0xfffd;

    private XmlText() {
    }

    static void write(String text, Utf8Sink out) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(letter -> {
            switch (letter) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.appendCodePoint(isAllowed(letter) ? letter : REPLACEMENT);
            }
        });
        out.text(safe.toString());
    }

    /** Tells what XML 1.0 may contain (section 2.2, Char): with anything else in it the whole picture would be refused. */
    private static boolean isAllowed(int letter) {
        return letter >= 0x20 && letter <= 0xd7ff || letter >= 0xe000 && letter <= 0xfffd || letter >= 0x10000;
    }
}
