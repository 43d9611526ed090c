package io.eunomia.runtime.internal.symbol.demangle;

/** A place in a mangled name, with bounds of the work. Confined to one thread. */
final class NameCursor {
    private static final int MOST_STEPS = 20_000;
    private static final int MOST_DEPTH = 96;
    private static final int MOST_TEXT = 8192;

    private final String text;
    private int at;
    private int steps;
    private int depth;

    NameCursor(String text, int at) {
        this.text = text;
        this.at = at;
    }

    boolean done() {
        return at >= text.length();
    }

    /** Returns the next character; 0 at the end. */
    char peek() {
        return peek(0);
    }

    char peek(int ahead) {
        return at + ahead < text.length() ? text.charAt(at + ahead) : 0;
    }

    char next() {
        if (done() || ++steps > MOST_STEPS) {
            throw new NotUnderstood();
        }
        return text.charAt(at++);
    }

    boolean eat(String expected) {
        if (!text.startsWith(expected, at)) {
            return false;
        }
        at += expected.length();
        return true;
    }

    void expect(String expected) {
        if (!eat(expected)) {
            throw new NotUnderstood();
        }
    }

    int position() {
        return at;
    }

    void moveTo(int position) {
        if (position < 0 || position > text.length() || ++steps > MOST_STEPS) {
            throw new NotUnderstood();
        }
        at = position;
    }

    String since(int from) {
        return text.substring(from, at);
    }

    String take(int length) {
        if (length < 0 || length > text.length() - at) {
            throw new NotUnderstood();
        }
        at += length;
        return text.substring(at - length, at);
    }

    boolean digit() {
        return peek() >= '0' && peek() <= '9';
    }

    /** Reads a decimal number. */
    int number() {
        if (!digit()) {
            throw new NotUnderstood();
        }
        long value = 0;
        while (digit()) {
            value = 10 * value + next() - '0';
            if (value > 1 << 24) {
                throw new NotUnderstood();
            }
        }
        return (int) value;
    }

    /** Begins something that may contain itself. */
    void enter() {
        if (++depth > MOST_DEPTH || ++steps > MOST_STEPS) {
            throw new NotUnderstood();
        }
    }

    void leave() {
        depth--;
    }

    /** Refuses text that grows without end, as repetitions of repetitions do. */
    static String bounded(String made) {
        if (made.length() > MOST_TEXT) {
            throw new NotUnderstood();
        }
        return made;
    }
}
