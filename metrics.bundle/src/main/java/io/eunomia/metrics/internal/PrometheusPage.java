package io.eunomia.metrics.internal;

import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.TrackerManager;
import io.eunomia.runtime.TrackerStats;
import io.eunomia.runtime.metric.MetricsPage;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Writes metrics as Prometheus' text, or as OpenMetrics to who accepts that. Any thread; one page is collected at a time. */
@Component(service = MetricsPage.class)
public final class PrometheusPage implements MetricsPage {
    /** Longer than collectors wait between two pages. */
    private static final Duration RUNS_COUNTED = Duration.ofMinutes(5);

    private final TrackerManager manager;
    private final String version;
    private final ExpositionFormats formats = ExpositionFormats.init();
    private final ProgramMetrics programs = new ProgramMetrics();
    private final DisplayMetrics displays = new DisplayMetrics();

    @Activate
    public PrometheusPage(BundleContext context, @Reference TrackerManager manager) {
        this(manager, context.getBundle().getVersion().toString());
    }

    PrometheusPage(TrackerManager manager, String version) {
        this.manager = manager;
        this.version = version;
    }

    @Override
    public String mediaType(String accept) {
        return formats.findWriter(accept).getContentType();
    }

    @Override
    public void write(String accept, OutputStream out) throws IOException {
        formats.findWriter(accept).write(out, collected());
    }

    private synchronized MetricSnapshots collected() {
        Families families = new Families();
        ProcessMetrics.add(version, families);
        countRuns(families);
        List<Tracker> trackers = manager.trackers();
        LedgerMetrics.states(trackers, families);
        for (Tracker tracker : trackers) {
            TrackerStats stats = tracker.stats();
            LedgerMetrics.add(tracker, stats, families);
            programs.add(tracker.id(), tracker.name(), stats.programs(), families);
            displays.add(tracker, families);
        }
        programs.forgetOthers();
        displays.forgetOthers();
        return families.snapshots();
    }

    private void countRuns(Families families) {
        try {
            families.counter("eunomia_program_counting_seconds", "How long the kernel has counted runs of programs, which it does while somebody asks",
                    manager.countRuns(RUNS_COUNTED).toNanos() / 1e9);
        } catch (TrackerException e) {
            // Programs then have the counts that the sysctl kernel.bpf_stats_enabled lets the kernel make, if any.
            return;
        }
    }

    @Deactivate
    synchronized void close() {
        displays.close();
    }
}
