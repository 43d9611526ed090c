package io.eunomia.runtime.internal.filter;

import io.eunomia.runtime.TrackerException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the words of an infix filter: names, operators, values. */
final class InfixText {
    static final String HINT = "filters are written like pid > 100 && comm != \"bash\", or like (&(comm=bash*)(pid>=100))";
    private static final String ENDS_A_NAME = "=!<>~()&|\"'";
    private static final String ENDS_A_VALUE = "=!<>~()&\"'";
    private static final String ESCAPES = "\"'\\nrt";
    private static final String ESCAPED = "\"'\\\n\r\t";
    private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9]+(?:\\.[0-9]+)?");
    private static final Pattern UNIT = Pattern.compile(" ([a-zA-Z\u00b5\u03bc]{1,3})(?=[\\s)&|]|$)");

    private final String text;
    private int at;

    InfixText(String text) {
        this.text = text;
    }

    /** The position in the text, counted from 1. */
    int position() {
        return at + 1;
    }

    boolean atEnd() {
        skipBlanks();
        return at >= text.length();
    }

    void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    /** Takes an operator if it comes next. */
    boolean accept(String wanted) {
        skipBlanks();
        boolean found = text.startsWith(wanted, at);
        at += found ? wanted.length() : 0;
        return found;
    }

    String name() {
        skipBlanks();
        int start = at;
        while (at < text.length() && !Character.isWhitespace(text.charAt(at)) && ENDS_A_NAME.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(start, at);
    }

    /** Reads a value: in quotes as it stands, without quotes cut at its wildcards. */
    List<String> value() {
        skipBlanks();
        if (at < text.length() && (text.charAt(at) == '"' || text.charAt(at) == '\'')) {
            return List.of(quoted(false));
        }
        int end = at < text.length() && (text.charAt(at) == '[' || text.charAt(at) == '{') ? ListValue.end(text, at) : -1;
        if (end > 0) {
            String list = text.substring(at, end);
            at = end;
            return ListValue.cut(list);
        }
        String word = word();
        if (word.isEmpty()) {
            throw expected("a value");
        }
        return Arrays.asList(word.split("\\*", -1));
    }

    private String word() {
        int start = at;
        while (at < text.length() && !Character.isWhitespace(text.charAt(at)) && ENDS_A_VALUE.indexOf(text.charAt(at)) < 0
                && !text.startsWith("||", at)) {
            at++;
        }
        String word = text.substring(start, at);
        Matcher unit = UNIT.matcher(text).region(at, text.length());
        if (NUMBER.matcher(word).matches() && unit.lookingAt()) {
            // Plain text shows a blank before the unit.
            at = unit.end();
            return word + ' ' + unit.group(1);
        }
        return word;
    }

    /** Reads an RE2 pattern in quotes: all but the quotes in it is left to RE2. */
    String pattern() {
        skipBlanks();
        if (at >= text.length() || text.charAt(at) != '"' && text.charAt(at) != '\'') {
            throw expected("a pattern in quotes");
        }
        return quoted(true);
    }

    private String quoted(boolean pattern) {
        char quote = text.charAt(at);
        int start = at++;
        StringBuilder value = new StringBuilder();
        while (at < text.length() && text.charAt(at) != quote) {
            char one = text.charAt(at++);
            if (one != '\\') {
                value.append(one);
            } else if (pattern) {
                boolean ofQuote = at < text.length() && text.charAt(at) == quote;
                value.append(ofQuote ? "" : "\\").append(at < text.length() ? text.charAt(at) : "");
                at++;
            } else {
                value.append(escaped());
            }
        }
        if (at >= text.length()) {
            at = text.length();
            throw FilterParser.failure("filter, position " + (start + 1) + ": the quote that begins here has no end", HINT);
        }
        at++;
        return value.toString();
    }

    private char escaped() {
        int known = at < text.length() ? ESCAPES.indexOf(text.charAt(at)) : -1;
        if (known >= 0) {
            at++;
            return ESCAPED.charAt(known);
        }
        int digits = at < text.length() && text.charAt(at) == 'u' ? 4 : at < text.length() && text.charAt(at) == 'x' ? 2 : 0;
        String code = digits > 0 && at + digits < text.length() ? text.substring(at + 1, at + 1 + digits) : "";
        if (!code.matches("[0-9a-fA-F]+")) {
            throw expected("one of \\\" \\' \\\\ \\n \\r \\t \\xHH \\uHHHH (a backslash is written \\\\)");
        }
        at += 1 + digits;
        return (char) Integer.parseInt(code, 16);
    }

    TrackerException expected(String what) {
        skipBlanks();
        String found = at < text.length() ? "'" + text.substring(at, text.offsetByCodePoints(at, 1)) + "'" : "the end";
        return FilterParser.failure("filter, position " + (at + 1) + ": expected " + what + ", found " + found, HINT);
    }
}
