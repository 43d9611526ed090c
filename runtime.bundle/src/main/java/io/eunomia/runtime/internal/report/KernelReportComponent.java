package io.eunomia.runtime.internal.report;

import io.eunomia.libbpf.Libbpf;
import io.eunomia.runtime.KernelReport;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Reports what libbpf's probes find. */
@Component(service = KernelReport.class)
public final class KernelReportComponent implements KernelReport {
    private final Libbpf libbpf;

    @Activate
    public KernelReportComponent(@Reference Libbpf libbpf) {
        this.libbpf = libbpf;
    }

    @Override
    public List<Finding> findings() {
        return new Examination(libbpf).findings();
    }
}
