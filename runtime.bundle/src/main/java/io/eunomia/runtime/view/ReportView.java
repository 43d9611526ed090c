package io.eunomia.runtime.view;

import io.eunomia.runtime.KernelReport.Finding;
import io.eunomia.runtime.KernelReport.Verdict;
import java.util.List;

/** Shows what a kernel offers to trackers. @param usable false when no tracker runs there */
public record ReportView(boolean usable, List<Finding> findings) {

    public static ReportView of(List<Finding> findings) {
        return new ReportView(findings.stream().noneMatch(one -> one.verdict() == Verdict.FATAL), findings);
    }
}
