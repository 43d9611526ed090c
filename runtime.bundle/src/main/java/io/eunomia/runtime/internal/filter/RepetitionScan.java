package io.eunomia.runtime.internal.filter;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Estimates how large a pattern becomes when its counted repetitions are written out, roughly and never too small, and how
 * deep its groups nest. The result for a text that is no pattern has no meaning.
 */
final class RepetitionScan {
    private final String text;
    private int at;
    private int depth;
    private boolean quoting;

    private long size;

    private RepetitionScan(String text) {
        this.text = text;
    }

    static RepetitionScan of(String text) {
        RepetitionScan scan = new RepetitionScan(text);
        scan.size = scan.whole();
        return scan;
    }

    /** Returns the size; it saturates at {@link Long#MAX_VALUE}. */
    long size() {
        return size;
    }

    int depth() {
        return depth;
    }

    /** Tells whether {@code \\Q} hides parentheses from this scan. */
    boolean quoting() {
        return quoting;
    }

    private long whole() {
        // Each entry has a group's size so far, and the size of what a repetition would repeat.
        Deque<long[]> groups = new ArrayDeque<>();
        groups.push(new long[2]);
        while (at < text.length()) {
            char one = text.charAt(at);
            if (one == '(') {
                groups.push(new long[2]);
                depth = Math.max(depth, groups.size() - 1);
                at++;
            } else if (one == ')' && groups.size() > 1) {
                long inside = sum(groups.pop()) + 2;
                next(groups, inside);
                at++;
            } else if (one == '{') {
                groups.peek()[1] = times(groups.peek()[1], repetitions());
            } else {
                next(groups, 1);
                skipAtom(one);
            }
        }
        long all = 0;
        for (long[] group : groups) {
            all = plus(all, sum(group));
        }
        return all;
    }

    private static void next(Deque<long[]> groups, long atom) {
        long[] group = groups.peek();
        group[0] = sum(group);
        group[1] = atom;
    }

    private static long sum(long[] group) {
        return plus(group[0], group[1]);
    }

    private static long plus(long one, long other) {
        return one > Long.MAX_VALUE - other ? Long.MAX_VALUE : one + other;
    }

    private static long times(long one, long other) {
        return one != 0 && other > Long.MAX_VALUE / one ? Long.MAX_VALUE : one * other;
    }

    private void skipAtom(char one) {
        if (one == '\\') {
            quoting |= text.startsWith("\\Q", at);
            at += 2;
        } else if (one == '[') {
            skipClass();
        } else {
            at++;
        }
    }

    private void skipClass() {
        at++;
        if (at < text.length() && text.charAt(at) == '^') {
            at++;
        }
        if (at < text.length() && text.charAt(at) == ']') {
            at++;
        }
        while (at < text.length() && text.charAt(at) != ']') {
            boolean named = text.startsWith("[:", at) && text.indexOf(":]", at) > 0;
            at = named ? text.indexOf(":]", at) + 2 : text.charAt(at) == '\\' ? at + 2 : at + 1;
        }
        at++;
    }

    /** Returns the greater number of {@code {n}}, {@code {n,}}, {@code {n,m}}; 1 for other braces. */
    private long repetitions() {
        int end = text.indexOf('}', at);
        long most = 1;
        if (end > 0) {
            for (String number : text.substring(at + 1, end).split(",", -1)) {
                most = Math.max(most, number.matches("[0-9]{1,9}") ? Long.parseLong(number) + 1 : 1);
            }
        }
        at++;
        return most;
    }
}
