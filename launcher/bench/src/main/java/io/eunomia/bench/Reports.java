package io.eunomia.bench;

import io.eunomia.bench.result.Report;
import io.eunomia.bench.result.Results;
import io.eunomia.bench.result.ResultsJson;
import io.eunomia.bench.result.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The report in its folder; what was not measured again stays as it was. Confined to one thread. */
final class Reports {
    private final Path folder;
    private final List<String> order;
    private final List<Results> all;

    /** @param order of the measurements' names */
    Reports(Path folder, List<String> order) throws IOException {
        this.folder = folder;
        this.order = order;
        all = new ArrayList<>(ResultsJson.read(folder.resolve("benchmarks.json")));
        all.removeIf(results -> !order.contains(results.name()));
    }

    void add(Results results) throws IOException {
        all.removeIf(old -> old.name().equals(results.name()));
        all.add(results);
        all.sort(Comparator.comparingInt(each -> order.indexOf(each.name())));
        ResultsJson.write(folder.resolve("benchmarks.json"), all);
        Files.writeString(folder.resolve("benchmarks.md"), Report.markdown(all));
    }

    void print(List<String> names) {
        for (Results results : all) {
            for (Target target : names.contains(results.name()) ? results.targets() : List.<Target>of()) {
                System.out.printf("%-8s %s: %s, promised %s%n", target.met() ? "met" : "NOT MET", target.what(),
                        target.measured(), target.promised());
            }
        }
        System.out.println("report: " + folder.resolve("benchmarks.md"));
    }
}
