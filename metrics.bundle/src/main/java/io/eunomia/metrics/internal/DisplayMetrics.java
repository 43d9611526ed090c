package io.eunomia.metrics.internal;

import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.metric.MetricPoint;
import io.eunomia.runtime.metric.MetricReader;
import io.eunomia.runtime.metric.MetricSpec;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The displays that packages say are metrics. Owns a reader of each, from the first page on. Confined to one thread at a time. */
final class DisplayMetrics implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DisplayMetrics.class);

    private record Key(int tracker, String display) {
    }

    private final Map<Key, MetricReader> readers = new HashMap<>();
    private final Set<Key> seen = new HashSet<>();
    private final Set<String> told = new HashSet<>();

    void add(Tracker tracker, Families to) {
        for (MetricSpec spec : tracker.metrics()) {
            Key key = new Key(tracker.id(), spec.display());
            seen.add(key);
            try {
                add(tracker, spec, reader(tracker, key, spec), to);
            } catch (TrackerException e) {
                // It was stopped, or updated to a version without this display, between the two questions.
                LOG.debug("metric {} of {}: {}", spec.name(), tracker.name(), e.getMessage());
            }
        }
    }

    private MetricReader reader(Tracker tracker, Key key, MetricSpec spec) {
        MetricReader reader = readers.get(key);
        if (reader == null || reader.ended() || !reader.spec().equals(spec)) {
            if (reader != null) {
                reader.close();
            }
            reader = tracker.metric(spec.display());
            readers.put(key, reader);
        }
        return reader;
    }

    private void add(Tracker tracker, MetricSpec spec, MetricReader reader, Families to) {
        for (MetricPoint point : reader.read()) {
            String[] labels = new String[2 + 2 * spec.labels().size()];
            labels[0] = "tracker";
            labels[1] = tracker.name();
            for (int i = 0; i < spec.labels().size(); i++) {
                labels[2 + 2 * i] = spec.labels().get(i);
                labels[3 + 2 * i] = point.labels().get(i);
            }
            if (!to.add(spec.name(), spec.type(), spec.help(), point, labels)) {
                refuse(tracker, spec, to);
                return;
            }
        }
    }

    private void refuse(Tracker tracker, MetricSpec spec, Families to) {
        to.gauge("eunomia_metrics_refused", "Metrics of displays that another metric of the same name and another type keeps out", 1,
                "tracker", tracker.name(), "display", spec.display(), "metric", spec.name());
        if (told.add(tracker.name() + '/' + spec.name())) {
            LOG.warn("tracker {}: metric {} of display {} is not shown, because there is one of that name and another type", tracker.name(), spec.name(),
                    spec.display());
        }
    }

    /** Closes readers of what was not added since the last call. */
    void forgetOthers() {
        readers.entrySet().removeIf(one -> {
            boolean gone = !seen.contains(one.getKey());
            if (gone) {
                one.getValue().close();
            }
            return gone;
        });
        seen.clear();
    }

    @Override
    public void close() {
        readers.values().forEach(MetricReader::close);
        readers.clear();
    }
}
