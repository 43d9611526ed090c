package io.eunomia.runtime.display;

import java.util.Optional;

/**
 * In which order, and how many, rows are wanted.
 *
 * @param column by which they are ordered; empty for the order that they have
 * @param ascending the least first; empty for the greatest first of numbers, and texts from a to z
 * @param top how many are shown; 0 for as many as there are to be
 */
public record RowOrder(String column, Optional<Boolean> ascending, int top) {
    /** The order that the rows have. */
    public static final RowOrder NONE = new RowOrder("", Optional.empty(), 0);
    private static final String UP = ":asc";
    private static final String DOWN = ":desc";

    /**
     * Reads what was typed.
     *
     * @param sort a column, with {@code :asc} or {@code :desc} behind it if that is wanted; empty for none
     * @throws IllegalArgumentException when the number of rows is negative or too large
     */
    public static RowOrder of(String sort, long top) {
        if (top < 0 || top > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(top + ": a number of rows is expected");
        }
        if (sort.endsWith(UP)) {
            return new RowOrder(sort.substring(0, sort.length() - UP.length()), Optional.of(true), (int) top);
        }
        return sort.endsWith(DOWN) ? new RowOrder(sort.substring(0, sort.length() - DOWN.length()), Optional.of(false), (int) top)
                : new RowOrder(sort, Optional.empty(), (int) top);
    }

    /** Writes the column as {@link #of} reads it. */
    public String sort() {
        return column + ascending.map(up -> up ? UP : DOWN).orElse("");
    }

    /** Tells whether the least comes first. @param text whether the column has no numbers */
    public boolean ascending(boolean text) {
        return ascending.orElse(text);
    }
}
