package io.eunomia.runtime.internal.filter;

import io.eunomia.runtime.internal.decode.FieldType;
import io.eunomia.runtime.internal.decode.FieldType.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Parses values written as lists: JSON arrays, as arrays are shown, in which names and words need no quotes. A wildcard is
 * carried through as a character that no text has.
 */
final class ListValue {
    /** Stands for a wildcard: a noncharacter (Unicode 3.4, D14). */
    private static final char WILD = '\uffff';
    private static final String ESCAPES = "nrtbf";
    private static final String ESCAPED = "\n\r\t\b\f";

    private ListValue() {
    }

    /** Joins the parts of a value. @param parts a value that was cut at its wildcards */
    static String joined(List<String> parts) {
        return String.join(String.valueOf(WILD), parts);
    }

    /** Finds the end of a list. @return index behind the bracket that closes the one at {@code from}, or -1 */
    static int end(String text, int from) {
        int depth = 0;
        for (int at = from; at < text.length(); at++) {
            switch (text.charAt(at)) {
                case '[', '{' -> depth++;
                case ']', '}' -> depth--;
                case '"', '\'' -> at = closingQuote(text, at);
                default -> { }
            }
            if (depth == 0) {
                return at + 1;
            }
        }
        return -1;
    }

    /** Finds the quote that ends a text; a quote within a word is an apostrophe. @return the text's end where there is none */
    private static int closingQuote(String text, int from) {
        char quote = text.charAt(from);
        int before = from - 1;
        while (before >= 0 && Character.isWhitespace(text.charAt(before))) {
            before--;
        }
        if (quote == '\'' && before >= 0 && ("[,".indexOf(text.charAt(before)) < 0)) {
            return from;
        }
        int at = from + 1;
        while (at < text.length() && text.charAt(at) != quote) {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        return at;
    }

    /** Splits a list. @param list that {@link #end} says ends where the text does @return the elements as they were written */
    static List<String> elements(String list) {
        List<String> elements = new ArrayList<>();
        int start = 1;
        int depth = 0;
        for (int at = 1; at < list.length(); at++) {
            char one = list.charAt(at);
            if ((one == ',' && depth == 0) || at == list.length() - 1) {
                elements.add(list.substring(start, at).strip());
                start = at + 1;
            } else if (one == '"' || one == '\'') {
                at = closingQuote(list, at);
            } else {
                depth += one == '[' || one == '{' ? 1 : one == ']' || one == '}' ? -1 : 0;
            }
        }
        return elements.equals(List.of("")) ? List.of() : elements;
    }

    /** Finds the colon between a member's name and its value; -1 if there is none. */
    static int colon(String member) {
        int from = member.startsWith("\"") ? closingQuote(member, 0) : 0;
        return from >= member.length() ? -1 : member.indexOf(':', from);
    }

    /** Tells whether the list has as many elements as the array, in each dimension. */
    static boolean fits(String list, FieldType type) {
        List<String> elements = elements(list);
        return (type.room() == 0 || elements.size() == type.room()) && (type.element().kind() != Kind.ARRAY
                || elements.stream().allMatch(one -> one.startsWith("[") && end(one, 0) == one.length()
                        && fits(one, type.element())));
    }

    /** Returns an element's value, cut at its wildcards and without its quotes. */
    static List<String> parts(String element) {
        boolean quoted = element.length() > 1 && (element.charAt(0) == '"' || element.charAt(0) == '\'')
                && closingQuote(element, 0) == element.length() - 1;
        String value = quoted ? unescaped(element.substring(1, element.length() - 1)) : element;
        return Arrays.asList(value.split(String.valueOf(WILD), -1));
    }

    /** Writes an element for a message. */
    static String shown(String element) {
        return element.replace(WILD, '*');
    }

    /** Returns a list of arbitrary values of the array, for messages. */
    static String example(FieldType type) {
        int length = Math.max(1, type.room());
        String element = type.element().kind() == Kind.ARRAY ? example(type.element()) : "*";
        return length > 16 ? '[' + element + ",\u2026]" : '[' + String.join(",", Collections.nCopies(length, element)) + ']';
    }

    /** Resolves JSON's escapes (RFC 8259, 7) and those of quotes in infix filters. */
    private static String unescaped(String text) {
        StringBuilder out = new StringBuilder();
        for (int at = 0; at < text.length(); at++) {
            char one = text.charAt(at);
            if (one != '\\' || at + 1 == text.length()) {
                out.append(one);
                continue;
            }
            char kind = text.charAt(++at);
            int digits = kind == 'u' ? 4 : kind == 'x' ? 2 : 0;
            String code = digits > 0 && at + digits < text.length() ? text.substring(at + 1, at + 1 + digits) : "";
            if (code.matches("[0-9a-fA-F]+")) {
                out.append((char) Integer.parseInt(code, 16));
                at += digits;
            } else {
                out.append(ESCAPES.indexOf(kind) < 0 ? kind : ESCAPED.charAt(ESCAPES.indexOf(kind)));
            }
        }
        return out.toString();
    }

    /** Returns the list without the blanks between elements. */
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

    /** Cuts a list at its wildcards: the stars outside of quotes. */
    static List<String> cut(String list) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        for (int at = 0; at < list.length(); at++) {
            char one = list.charAt(at);
            if (one == '"' || one == '\'') {
                at = closingQuote(list, at);
            } else if (one == '*') {
                parts.add(list.substring(start, at));
                start = at + 1;
            }
        }
        parts.add(list.substring(start));
        return parts;
    }
}
