package io.eunomia.runtime.metric;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Somebody who follows a display as a metric. Counters and histograms begin with all that there was when it was opened, and go
 * back in no reading: not when a display is drained, an entry is removed, or an update begins with an empty map. Any thread; one at a
 * time is served.
 */
@ProviderType
public interface MetricReader extends AutoCloseable {

    MetricSpec spec();

    /** Reads what there is; after the tracker's end what there was last. */
    List<MetricPoint> read();

    /** Tells whether nothing more comes, because the tracker has ended or has no such display any more. */
    boolean ended();

    @Override
    void close();
}
