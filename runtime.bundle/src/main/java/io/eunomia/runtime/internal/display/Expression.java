package io.eunomia.runtime.internal.display;

import java.util.function.ToIntFunction;

/**
 * An arithmetic expression over a row's fields: {@code + - * /}, parentheses, numbers, {@code seconds} and {@code now}. It is
 * worked out in double precision, so nothing wraps; a division by zero gives not a number. Immutable.
 */
final class Expression {
    private static final int DEEPEST = 32;
    private static final int LONGEST = 500;

    private final String text;
    private final Node root;
    private final boolean timed;

    /** What an expression is worked out from. */
    interface Values {
        double field(int index);

        double seconds();

        double now();
    }

    private interface Node {
        double of(Values values);
    }

    private Expression(String text, Node root, boolean timed) {
        this.text = text;
        this.root = root;
        this.timed = timed;
    }

    /**
     * Parses an expression.
     *
     * @param fields gives a field's index, or throws an exception that says which there are
     * @throws IllegalArgumentException saying what was expected, and where
     */
    static Expression parse(String text, ToIntFunction<String> fields) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("has more than " + LONGEST + " characters");
        }
        Parser parser = new Parser(text, fields);
        Node root = parser.sum(0);
        if (parser.at < text.length()) {
            throw parser.wrong("an operator (+ - * /) or the end");
        }
        return new Expression(text, root, parser.timed);
    }

    double value(Values values) {
        return root.of(values);
    }

    /** Tells whether it depends on the time of a reading, so that rows cannot be compared with former ones. */
    boolean timed() {
        return timed;
    }

    @Override
    public String toString() {
        return text;
    }

    private static final class Parser {
        private final String text;
        private final ToIntFunction<String> fields;
        private int at;
        private boolean timed;

        Parser(String text, ToIntFunction<String> fields) {
            this.text = text;
            this.fields = fields;
            blanks();
        }

        Node sum(int depth) {
            Node left = product(depth);
            while (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
                boolean plus = take() == '+';
                Node before = left;
                Node right = product(depth);
                left = plus ? values -> before.of(values) + right.of(values) : values -> before.of(values) - right.of(values);
            }
            return left;
        }

        private Node product(int depth) {
            Node left = factor(depth);
            while (at < text.length() && (text.charAt(at) == '*' || text.charAt(at) == '/')) {
                boolean times = take() == '*';
                Node before = left;
                Node right = factor(depth);
                left = times ? values -> before.of(values) * right.of(values) : values -> quotient(before.of(values), right.of(values));
            }
            return left;
        }

        private static double quotient(double dividend, double divisor) {
            return divisor == 0 ? Double.NaN : dividend / divisor;
        }

        private Node factor(int depth) {
            if (depth > DEEPEST) {
                throw new IllegalArgumentException("has more than " + DEEPEST + " levels of parentheses");
            }
            if (at < text.length() && text.charAt(at) == '(') {
                take();
                Node inner = sum(depth + 1);
                if (at >= text.length() || text.charAt(at) != ')') {
                    throw wrong("a closing parenthesis");
                }
                take();
                return inner;
            }
            if (at < text.length() && text.charAt(at) == '-') {
                take();
                Node inner = factor(depth + 1);
                return values -> -inner.of(values);
            }
            String word = word();
            if (word.isEmpty()) {
                throw wrong("a field, a number, seconds, now or a parenthesis");
            }
            return Character.isDigit(word.charAt(0)) ? number(word) : named(word);
        }

        private Node number(String word) {
            try {
                double number = Double.parseDouble(word);
                return values -> number;
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException('"' + word + "\" is no number", e);
            }
        }

        private Node named(String word) {
            if (word.equals("seconds")) {
                timed = true;
                return Values::seconds;
            }
            if (word.equals("now")) {
                timed = true;
                return Values::now;
            }
            int field = fields.applyAsInt(word);
            return values -> values.field(field);
        }

        private String word() {
            int from = at;
            while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_'
                    || text.charAt(at) == '.')) {
                at++;
            }
            String word = text.substring(from, at);
            blanks();
            return word;
        }

        private char take() {
            char taken = text.charAt(at++);
            blanks();
            return taken;
        }

        private void blanks() {
            while (at < text.length() && text.charAt(at) == ' ') {
                at++;
            }
        }

        private IllegalArgumentException wrong(String expected) {
            String where = at < text.length() ? "at character " + (at + 1) + " ('" + text.charAt(at) + "')" : "at its end";
            return new IllegalArgumentException(where + ' ' + expected + " is expected");
        }
    }
}
