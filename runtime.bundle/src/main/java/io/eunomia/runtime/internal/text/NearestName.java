package io.eunomia.runtime.internal.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Lists names for a message; those that begin like what was written come first. */
public final class NearestName {
    private static final int SHOWN = 16;

    private NearestName() {
    }

    /** Returns a list such as {@code SIGKILL, SIGINT, … (31 in all)}. */
    public static String few(String written, Collection<String> names) {
        List<String> first = names.stream().sorted(Comparator.comparingInt(name -> -alike(written, name)))
                .limit(SHOWN).toList();
        return String.join(", ", first) + (names.size() > SHOWN ? ", … (" + names.size() + " in all)" : "");
    }

    private static int alike(String one, String other) {
        int length = Math.min(one.length(), other.length());
        int same = 0;
        while (same < length && Character.toLowerCase(one.charAt(same)) == Character.toLowerCase(other.charAt(same))) {
            same++;
        }
        return same;
    }
}
