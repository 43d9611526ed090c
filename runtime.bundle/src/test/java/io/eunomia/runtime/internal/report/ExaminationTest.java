package io.eunomia.runtime.internal.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.libbpf.LibbpfOptions;
import io.eunomia.libbpf.internal.object.NativeLibbpf;
import io.eunomia.runtime.KernelReport.Finding;
import io.eunomia.runtime.KernelReport.Verdict;
import io.eunomia.runtime.internal.persist.PinFolders;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class ExaminationTest {

    @Test
    void names_what_is_there_and_the_remedy_for_what_is_not() {
        try (NativeLibbpf libbpf = NativeLibbpf.load(LibbpfOptions.fromSystemProperties())) {
            List<Finding> findings = new Examination(libbpf, new PinFolders(PinFolders.DEFAULT_ROOT)).findings();

            assertThat(findings).extracting(Finding::topic).contains("machine", "rights", "file systems", "attach",
                    "program types", "map types", "limits");
            assertThat(findings).filteredOn(finding -> finding.name().equals("kernel")).singleElement()
                    .extracting(Finding::value).asString().contains(System.getProperty("os.version"));
            assertThat(findings).filteredOn(finding -> finding.name().equals("ringbuf")).singleElement()
                    .extracting(Finding::verdict).isEqualTo(Verdict.GOOD);
            assertThat(findings).filteredOn(finding -> finding.verdict() != Verdict.GOOD)
                    .allSatisfy(finding -> assertThat(finding.remedy()).isNotEmpty());
        }
    }
}
