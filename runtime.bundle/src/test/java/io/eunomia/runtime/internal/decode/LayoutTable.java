package io.eunomia.runtime.internal.decode;

import io.eunomia.runtime.internal.decode.LayoutPrograms.Variant;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToIntFunction;

/** The layouts that the runtime chooses for the programs of {@code src/test/layouts}, beside the truth. */
record LayoutTable(List<LayoutComparison> rows) {

    static LayoutTable of(LayoutPrograms programs, Variant variant) {
        return new LayoutTable(programs.names().stream().map(name -> LayoutComparison.of(programs, name, variant))
                .toList());
    }

    int sum(ToIntFunction<LayoutComparison> column) {
        return rows.stream().mapToInt(column).sum();
    }

    /** Bytes of the records that are shown under their right name, in percent of all. */
    double namedPercent() {
        return 100.0 * sum(LayoutComparison::namedBytes) / sum(LayoutComparison::bytes);
    }

    List<String> wrong() {
        return rows.stream().flatMap(row -> row.wrong().stream().map(one -> row.program() + ": " + one)).toList();
    }

    /** @param before names that were right at an earlier commit, by program */
    String markdown(Map<String, Integer> before) {
        StringBuilder text = new StringBuilder("| program | bytes | named right | fields | names right | just as in BTF "
                + "| wrong | names right before |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n");
        rows.forEach(row -> text.append(line(row.program(), row.bytes(), row.namedBytes(), row.fields(), row.named(),
                row.typed(), row.wrong().size(), before.get(row.program()))));
        int earlier = rows.stream().mapToInt(row -> before.getOrDefault(row.program(), 0)).sum();
        return text + line("**" + rows.size() + " programs**", sum(LayoutComparison::bytes),
                sum(LayoutComparison::namedBytes), sum(LayoutComparison::fields), sum(LayoutComparison::named),
                sum(LayoutComparison::typed), wrong().size(), earlier)
                + String.format(Locale.ROOT, "%nOf all bytes %.1f %% are shown under their right name.%n", namedPercent());
    }

    private static String line(Object... cells) {
        StringBuilder line = new StringBuilder("|");
        for (Object cell : cells) {
            line.append(' ').append(cell == null ? "" : cell).append(" |");
        }
        return line.append('\n').toString();
    }

    /**
     * Prints how many names are right, for {@code layouts-before.csv}: run with the classes of an earlier commit before
     * these on the class path.
     *
     * @param arguments the folder with the compiled programs
     */
    public static void main(String[] arguments) {
        LayoutTable table = of(new LayoutPrograms(Path.of(arguments[0])), Variant.BARE);
        System.out.println("program,names");
        table.rows().forEach(row -> System.out.println(row.program() + ',' + row.named()));
    }
}
