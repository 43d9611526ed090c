package io.eunomia.shell.text;

import io.eunomia.runtime.view.CutText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A table under titles, in which numbers are on the right. Each column is as wide as its widest cell. Where that is wider than
 * the terminal, the last column is continued below itself, and the widest of the others are cut in the middle.
 */
public final class Table {
    private static final String GAP = "  ";
    private static final String NOTHING = "-";
    /** No column is cut to less. */
    private static final int LEAST = 12;
    /** The least that the last column gets, before others are cut. */
    private static final int LEAST_LAST = 24;
    private static final Pattern NUMBER = Pattern.compile("-|-?[0-9][0-9.,]*(e-?[0-9]+)?( ?(%|B|KiB|MiB|GiB|TiB|ns|us|ms|s))?");

    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... titles) {
        rows.add(List.of(titles));
    }

    /** @param cells one for each title; null shows as {@code -} */
    public Table row(Object... cells) {
        List<String> row = new ArrayList<>(cells.length);
        for (Object cell : cells) {
            String text = cell == null ? "" : cell.toString();
            row.add(text.isEmpty() ? NOTHING : text);
        }
        rows.add(row);
        return this;
    }

    /** Prints lines without trailing blanks; the titles are bold on a terminal. */
    public void print(Terminal terminal) {
        int[] widths = widths(terminal.limit());
        int last = widths.length - 1;
        boolean[] right = new boolean[widths.length];
        for (int i = 0; i < widths.length; i++) {
            int column = i;
            right[i] = rows.size() > 1 && rows.stream().skip(1).allMatch(row -> NUMBER.matcher(row.get(column)).matches());
        }
        String indent = " ".repeat(IntStream.of(widths).limit(last).map(width -> width + GAP.length()).sum());
        for (int i = 0; i < rows.size(); i++) {
            List<String> row = rows.get(i);
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < last; column++) {
                line.append(padded(CutText.middle(row.get(column), widths[column]), widths[column], right[column])).append(GAP);
            }
            List<String> ends = Fitted.wrap(row.get(last), widths[last]);
            line.append(padded(ends.get(0), right[last] ? widths[last] : 0, true));
            String text = line.toString().stripTrailing();
            terminal.out().println(i == 0 ? terminal.bold(text) : text);
            ends.stream().skip(1).forEach(more -> terminal.out().println(indent + more));
        }
    }

    private static String padded(String text, int width, boolean right) {
        String blanks = " ".repeat(Math.max(0, width - text.codePointCount(0, text.length())));
        return right ? blanks + text : text + blanks;
    }

    private int[] widths(int limit) {
        int last = rows.get(0).size() - 1;
        int[] widths = new int[last + 1];
        for (List<String> row : rows) {
            for (int i = 0; i <= last; i++) {
                widths[i] = Math.max(widths[i], row.get(i).codePointCount(0, row.get(i).length()));
            }
        }
        if (limit == Integer.MAX_VALUE) {
            return widths;
        }
        int room = limit - last * GAP.length();
        int least = Math.min(widths[last], LEAST_LAST);
        for (int widest = widest(widths); sum(widths) - widths[last] + least > room && widths[widest] > LEAST; widest = widest(widths)) {
            widths[widest]--;
        }
        widths[last] = Math.min(widths[last], Math.max(least, room - (sum(widths) - widths[last])));
        return widths;
    }

    /** The widest column but the last. */
    private static int widest(int[] widths) {
        return IntStream.range(0, Math.max(1, widths.length - 1)).reduce((one, other) -> widths[other] > widths[one] ? other : one).orElse(0);
    }

    private static int sum(int[] widths) {
        return IntStream.of(widths).sum();
    }
}
