package io.eunomia.runtime.internal.report;

import io.eunomia.libbpf.Libbpf;
import io.eunomia.runtime.KernelReport;
import io.eunomia.runtime.internal.persist.PinFolders;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Reports what libbpf's probes find, and what is pinned. */
@Component(service = KernelReport.class)
public final class KernelReportComponent implements KernelReport {
    private final Libbpf libbpf;
    private final PinFolders pins;

    @Activate
    public KernelReportComponent(BundleContext context, @Reference Libbpf libbpf) {
        this.libbpf = libbpf;
        this.pins = PinFolders.of(context::getProperty, List::of);
    }

    @Override
    public List<Finding> findings() {
        return new Examination(libbpf, pins).findings();
    }
}
