package io.eunomia.runtime.view;

import io.eunomia.runtime.KeptPackage;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** Shows the packages that a tracker has and had, the present one first. */
public record HistoryView(List<PackageView> packages) {

    /** Shows a package; see {@link KeptPackage}. @param current whether it is the one that the tracker has */
    public record PackageView(String sha256, String version, Instant time, long bytes, boolean current) {
    }

    public static HistoryView of(List<KeptPackage> packages) {
        return new HistoryView(IntStream.range(0, packages.size()).mapToObj(i -> new PackageView(packages.get(i).sha256(),
                packages.get(i).version(), packages.get(i).time(), packages.get(i).bytes(), i == 0)).toList());
    }
}
