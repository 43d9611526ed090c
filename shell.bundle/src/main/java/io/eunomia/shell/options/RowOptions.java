package io.eunomia.shell.options;

import io.eunomia.runtime.display.RowOrder;
import picocli.CommandLine.Option;

/** Reads from a command's words in which order, and how many, rows of tables are shown. Confined to one thread, as the command is. */
public final class RowOptions {
    @Option(names = "--sort", paramLabel = "COLUMN[:asc|:desc]", defaultValue = "",
            description = "Orders rows by this column: the greatest number first, texts from a to z, unless it is said.")
    private String sort;

    @Option(names = "--top", paramLabel = "N", defaultValue = "0", converter = EventOptions.Limit.class, description = "Shows the first N rows.")
    private long top;

    public RowOrder order() {
        return RowOrder.of(sort, Math.min(Integer.MAX_VALUE, top));
    }
}
