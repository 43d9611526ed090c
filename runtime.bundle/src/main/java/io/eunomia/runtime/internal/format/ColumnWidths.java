package io.eunomia.runtime.internal.format;

import io.eunomia.runtime.event.Field;
import io.eunomia.runtime.internal.decode.ColumnTitle;
import java.util.List;
import java.util.function.Predicate;

/** How wide columns are so that a line fits. */
final class ColumnWidths {
    /** What the last column, mostly a path or a command, gets before others have all that they would like. */
    private static final int LEAST_LAST = 24;
    private static final int LEAST_TEXT = 8;
    /** Names are never cut, so a column that is much too narrow for them would be none. */
    private static final int LEAST_NAMES = 12;
    private static final int LEAST_NUMBER = 5;

    private ColumnWidths() {
    }

    /** @param room characters for all columns and the blanks between; 0 for no bound */
    static int[] of(List<Field> fields, int room) {
        int[] widths = fields.stream().mapToInt(Column::widthOf).toArray();
        int last = widths.length - 1;
        if (room == 0 || last < 0) {
            return widths;
        }
        boolean cut = Column.isCut(fields.get(last));
        int excess = last - room + (cut ? Math.min(widths[last], LEAST_LAST) : widths[last]);
        for (int i = 0; i < last; i++) {
            excess += widths[i];
        }
        // What the last column has is known when the others of its line are written.
        List<Field> others = cut ? fields.subList(0, last) : fields;
        excess = take(others, widths, Column::isCut, LEAST_TEXT, excess);
        excess = take(others, widths, field -> !Column.isCut(field) && !Column.right(field), LEAST_NAMES, excess);
        take(others, widths, Column::right, LEAST_NUMBER, excess);
        return widths;
    }

    /** Makes columns narrower, the widest first. @return how much is still too much */
    private static int take(List<Field> fields, int[] widths, Predicate<Field> which, int least, int excess) {
        int left = excess;
        boolean any = true;
        while (left > 0 && any) {
            int widest = -1;
            for (int i = 0; i < fields.size(); i++) {
                boolean may = which.test(fields.get(i)) && widths[i] > Math.max(least, title(fields.get(i)));
                if (may && (widest < 0 || widths[i] > widths[widest])) {
                    widest = i;
                }
            }
            any = widest >= 0;
            if (any) {
                widths[widest]--;
                left--;
            }
        }
        return left;
    }

    private static int title(Field field) {
        return ColumnTitle.of(field.name(), field).length();
    }
}
