package io.eunomia.runtime.internal.filter;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.internal.filter.FilterNode.Item;
import io.eunomia.runtime.internal.filter.FilterNode.Operator;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Parses LDAP filters by recursive descent over RFC 4515, section 3, with OSGi's liberties: white space between parts,
 * {@code \(} for "(".
 */
final class FilterParser {
    private static final int MAX_LENGTH = 1 << 16;
    private static final int MAX_DEPTH = 64;
    private static final List<Operator> OPERATORS = List.of(Operator.EQUAL, Operator.APPROXIMATE, Operator.AT_LEAST,
            Operator.AT_MOST);

    private final String text;
    private int at;

    private FilterParser(String text) {
        this.text = text;
    }

    static FilterNode parse(String text) {
        checkLength(text);
        FilterParser parser = new FilterParser(text);
        parser.skipBlanks();
        FilterNode node = parser.peek() == '(' ? parser.filter(0) : parser.item(true);
        parser.skipBlanks();
        if (parser.at < text.length()) {
            throw parser.expected("the end of the filter");
        }
        return node;
    }

    static void checkLength(String text) {
        if (text.length() > MAX_LENGTH) {
            throw failure("filter of " + text.length() + " characters; at most " + MAX_LENGTH + " are read",
                    "shorten it");
        }
    }

    private FilterNode filter(int depth) {
        if (depth > MAX_DEPTH) {
            throw failure("filter, position " + (at + 1) + ": nested more than " + MAX_DEPTH + " deep",
                    "write it flatter");
        }
        expect('(');
        skipBlanks();
        FilterNode node = switch (peek()) {
            case '&' -> new FilterNode.And(list(depth));
            case '|' -> new FilterNode.Or(list(depth));
            case '!' -> not(depth);
            default -> item(false);
        };
        skipBlanks();
        expect(')');
        return node;
    }

    private List<FilterNode> list(int depth) {
        at++;
        List<FilterNode> parts = new ArrayList<>();
        skipBlanks();
        while (peek() == '(') {
            parts.add(filter(depth + 1));
            skipBlanks();
        }
        if (parts.isEmpty()) {
            throw expected("'('");
        }
        return List.copyOf(parts);
    }

    private FilterNode not(int depth) {
        at++;
        skipBlanks();
        return new FilterNode.Not(filter(depth + 1));
    }

    /** Parses an item. @param bare whether it stands without parentheses and so reaches to the end */
    private Item item(boolean bare) {
        int start = at;
        while (at < text.length() && "=~<>()".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String attribute = text.substring(start, at).strip();
        // In parentheses these begin a list, so they may not begin an item without parentheses: a text must mean the same
        // in both.
        if (attribute.isEmpty() || "&|!".indexOf(attribute.charAt(0)) >= 0) {
            throw expected(bare ? "'(' or a field's name" : "'&', '|', '!' or a field's name");
        }
        Operator operator = operator();
        int valueStart = at;
        if (operator == Operator.EQUAL && peek() == '=') {
            // Whoever writes == does not mean a value that begins with an equals sign.
            throw expected("a value; one that begins with '=' is written \\3d");
        }
        List<String> parts = value(bare);
        if (operator != Operator.EQUAL && operator != Operator.APPROXIMATE && parts.size() > 1) {
            at = valueStart;
            throw expected("a value without wildcards after " + operator.text());
        }
        return new Item(attribute, operator, parts, start + 1, valueStart + 1);
    }

    private Operator operator() {
        for (Operator one : OPERATORS) {
            if (text.startsWith(one.text(), at)) {
                at += one.text().length();
                return one;
            }
        }
        throw expected("'=', '~=', '>=' or '<='");
    }

    private List<String> value(boolean bare) {
        List<String> parts = new ArrayList<>();
        ByteArrayOutputStream part = new ByteArrayOutputStream();
        while (at < text.length() && (bare || text.charAt(at) != ')')) {
            char one = text.charAt(at);
            if (one == '(' && !bare) {
                throw expected("')' or a value in which '(' is written \\28");
            }
            if (one == '*') {
                parts.add(part.toString(StandardCharsets.UTF_8));
                part.reset();
                at++;
            } else if (one == '\\') {
                escape(part);
            } else {
                int end = text.offsetByCodePoints(at, 1);
                part.writeBytes(text.substring(at, end).getBytes(StandardCharsets.UTF_8));
                at = end;
            }
        }
        parts.add(part.toString(StandardCharsets.UTF_8));
        return parts;
    }

    /**
     * Reads an escape: {@code \2a} is the byte 0x2a; before anything but two hexadecimal digits the backslash stands for
     * the character that follows.
     */
    private void escape(ByteArrayOutputStream part) {
        at++;
        int high = at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
        int low = at + 1 < text.length() ? Character.digit(text.charAt(at + 1), 16) : -1;
        if (high >= 0 && low >= 0) {
            part.write(high << 4 | low);
            at += 2;
        } else if (at < text.length()) {
            int end = text.offsetByCodePoints(at, 1);
            part.writeBytes(text.substring(at, end).getBytes(StandardCharsets.UTF_8));
            at = end;
        } else {
            throw expected("a character after '\\'");
        }
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private void expect(char wanted) {
        if (peek() != wanted || at >= text.length()) {
            throw expected("'" + wanted + "'");
        }
        at++;
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private TrackerException expected(String what) {
        String found = at < text.length() ? "'" + text.substring(at, text.offsetByCodePoints(at, 1)) + "'" : "the end";
        return failure("filter, position " + (at + 1) + ": expected " + what + ", found " + found,
                InfixText.HINT);
    }

    static TrackerException failure(String message, String hint) {
        return new TrackerException(Failure.of(FailureKind.BAD_REQUEST, message, hint));
    }
}
