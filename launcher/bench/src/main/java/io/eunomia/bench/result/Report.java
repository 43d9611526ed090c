package io.eunomia.bench.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The results as {@code docs/benchmarks.md}. */
public final class Report {
    private Report() {
    }

    public static String markdown(List<Results> all) {
        StringBuilder out = new StringBuilder("""
                # Benchmarks

                Written by `./eunomia bench`; do not edit. [How it measures](benchmarking.md), the same [as JSON](benchmarks.json).
                Subjects of one table were measured in the same run, in turns. p50 is the median, the spread is from the 10th to
                the 90th percentile, × is the ratio of the medians to the reference's (marked =).

                ## Targets

                | what | promised | measured | |
                | --- | --- | --- | --- |
                """);
        for (Results results : all) {
            for (Target target : results.targets()) {
                row(out, target.what(), target.promised(), target.measured(), target.met() ? "met" : "**not met**");
            }
        }
        for (Results results : all) {
            section(out, results);
        }
        return out.toString();
    }

    private static void section(StringBuilder out, Results results) {
        out.append("\n## ").append(results.title()).append("\n\n`").append(results.name()).append("`, ")
                .append(results.time()).append(": ").append(results.conditions()).append("\n\n");
        if (!results.figures().isEmpty()) {
            out.append("| what | subject | p50 | spread | p99 | unit | n | × |\n"
                    + "| --- | --- | ---: | ---: | ---: | --- | ---: | ---: |\n");
        }
        String last = "";
        for (Figure figure : results.figures()) {
            boolean several = figure.values().length > 2;
            row(out, figure.what().equals(last) ? "" : figure.what(), figure.subject(), Numbers.text(figure.median()),
                    several ? Numbers.text(figure.percentile(10)) + "–" + Numbers.text(figure.percentile(90)) : "",
                    figure.values().length >= 20 ? Numbers.text(figure.percentile(99)) : "", figure.unit(),
                    Integer.toString(figure.values().length), ratio(figure, results.figures()));
            last = figure.what();
        }
        if (!results.notes().isEmpty()) {
            out.append('\n');
            results.notes().forEach(note -> out.append("- ").append(note).append('\n'));
        }
    }

    private static String ratio(Figure figure, List<Figure> all) {
        if (figure.reference()) {
            return "=";
        }
        Optional<Figure> reference = all.stream()
                .filter(f -> f.reference() && f.what().equals(figure.what())).findFirst();
        return reference.filter(f -> f.median() > 0).map(f -> Numbers.text(figure.median() / f.median())).orElse("");
    }

    private static void row(StringBuilder out, String... cells) {
        List<String> escaped = new ArrayList<>();
        for (String cell : cells) {
            escaped.add(cell.replace("|", "\\|"));
        }
        out.append("| ").append(String.join(" | ", escaped)).append(" |\n");
    }
}
