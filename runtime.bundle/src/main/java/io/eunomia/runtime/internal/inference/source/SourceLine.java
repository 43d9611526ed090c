package io.eunomia.runtime.internal.inference.source;

/**
 * The place in the source that an instruction belongs to.
 *
 * @param at index of the first instruction that belongs to it; those that follow may belong to nothing
 * @param text the whole line, cut where it is very long
 * @param line its number
 * @param column of the expression, from 1; 0 for none
 */
public record SourceLine(int at, String text, int line, int column) {
    public static final SourceLine NONE = new SourceLine(-1, "", 0, 0);

    /** Tells whether both are one expression. */
    public boolean same(SourceLine other) {
        return line == other.line && column == other.column && text.equals(other.text);
    }
}
