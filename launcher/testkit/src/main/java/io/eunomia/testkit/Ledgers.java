package io.eunomia.testkit;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers of the ledger that {@code run} prints. */
public final class Ledgers {
    private Ledgers() {
    }

    public static long number(String text, String word) {
        Matcher matcher = Pattern.compile("\\b" + word + " ([0-9]+)").matcher(text);
        if (!matcher.find()) {
            throw new AssertionError("no \"" + word + " N\" in: " + text);
        }
        return Long.parseLong(matcher.group(1));
    }
}
