package io.eunomia.shell.text;

import java.util.Collection;
import java.util.Comparator;

/** Finds what was probably meant, by the number of letters to change (Levenshtein). */
public final class NearestWord {
    private NearestWord() {
    }

    /** @param known not empty */
    public static String to(String word, Collection<String> known) {
        return known.stream().min(Comparator.<String>comparingInt(other -> distance(word, other))
                .thenComparing(Comparator.naturalOrder())).orElseThrow();
    }

    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
