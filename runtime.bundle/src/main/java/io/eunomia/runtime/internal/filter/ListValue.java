package io.eunomia.runtime.internal.filter;

/** Values written as JSON arrays, as arrays are shown. */
final class ListValue {

    private ListValue() {
    }

    /** @return behind the bracket that closes the one at {@code from}, or -1 */
    static int end(String text, int from) {
        int depth = 0;
        for (int at = from; at < text.length(); at++) {
            switch (text.charAt(at)) {
                case '[', '{' -> depth++;
                case ']', '}' -> depth--;
                case '"' -> at = closingQuote(text, at);
                default -> { }
            }
            if (depth == 0) {
                return at + 1;
            }
        }
        return -1;
    }

    /** @return the text's end where there is none */
    private static int closingQuote(String text, int from) {
        int at = from + 1;
        while (at < text.length() && text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        return at;
    }

    /** Without the blanks between elements. */
    static String compact(String list) {
        StringBuilder out = new StringBuilder();
        for (int at = 0; at < list.length(); at++) {
            if (list.charAt(at) == '"') {
                int end = Math.min(list.length(), closingQuote(list, at) + 1);
                out.append(list, at, end);
                at = end - 1;
            } else if (!Character.isWhitespace(list.charAt(at))) {
                out.append(list.charAt(at));
            }
        }
        return out.toString();
    }
}
