package io.eunomia.shell.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the word that was probably meant, by the number of changed letters (Levenshtein); a swap of two counts as one. */
public final class NearestWord {
    /** One slip is allowed per this many letters of the longer word; with more changes it is another word. */
    private static final int LETTERS_PER_SLIP = 3;

    private NearestWord() {
    }

    /** @return empty when no word is near enough to be meant */
    public static Optional<String> to(String word, Collection<String> known) {
        return known.stream().filter(other -> isNear(word, other)).min(Comparator
                .<String>comparingInt(other -> distance(word, other)).thenComparing(Comparator.naturalOrder()));
    }

    private static boolean isNear(String word, String other) {
        boolean begun = word.length() >= 2 && other.startsWith(word);
        return begun || distance(word, other) <= Math.max(word.length(), other.length()) / LETTERS_PER_SLIP;
    }

    private static int distance(String a, String b) {
        int[][] changes = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                changes[i][j] = i == 0 || j == 0 ? i + j : Math.min(
                        changes[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1),
                        Math.min(changes[i - 1][j], changes[i][j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    changes[i][j] = Math.min(changes[i][j], changes[i - 2][j - 2] + 1);
                }
            }
        }
        return changes[a.length()][b.length()];
    }
}
