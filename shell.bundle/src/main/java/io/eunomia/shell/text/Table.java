package io.eunomia.shell.text;

import java.util.ArrayList;
import java.util.List;

/** A table of left-aligned columns under titles. Each column is as wide as its widest cell; the last one is not padded. */
public final class Table {
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... titles) {
        rows.add(List.of(titles));
    }

    /** @param cells one for each title; null shows as {@code -} */
    public Table row(Object... cells) {
        List<String> row = new ArrayList<>(cells.length);
        for (Object cell : cells) {
            String text = cell == null ? "" : cell.toString();
            row.add(text.isEmpty() ? "-" : text);
        }
        rows.add(row);
        return this;
    }

    /** Prints lines without trailing blanks; the titles are bold on a terminal. */
    public void print(Terminal terminal) {
        int[] widths = new int[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (int i = 0; i < rows.size(); i++) {
            String line = line(rows.get(i), widths);
            terminal.out().println(i == 0 ? terminal.bold(line) : line);
        }
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(row.get(i));
            if (i + 1 < widths.length) {
                line.append(" ".repeat(widths[i] - row.get(i).length())).append(GAP);
            }
        }
        return line.toString().stripTrailing();
    }
}
