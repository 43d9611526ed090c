package io.eunomia.runtime.export;

import io.eunomia.runtime.Tracker;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Exports a tracker's events to some destination. Register a handler as a service with the property {@value #NAME}; start
 * requests may then name it.
 */
@ConsumerType
public interface ExportHandler {

    /** Service property: the name start requests use, a {@link String}. */
    String NAME = "eunomia.export.name";

    /** The setting that filters an export's events. The runtime applies it to every export; handlers do not get it. */
    String FILTER = "filter";

    /**
     * The setting that names the format of what a handler writes. Handlers get it. An export opens only at its first event if
     * the tracker's own bundle may bring the format, since its components may come after the tracker.
     */
    String FORMAT = "format";

    /** The setting that names enrichers, with commas between. The runtime adds their fields; handlers do not get it. */
    String ENRICH = "enrich";

    /**
     * The setting that names the fields that are wanted, with commas between. Handlers get it, and may do with it what they
     * like; the runtime adds those that only an enricher has.
     */
    String FIELDS = "fields";

    /**
     * Opens an export of a tracker that is about to run. The runtime calls the result from one thread of its own and
     * closes it when the tracker stops.
     *
     * @param tracker whose streams have the fields that are added for this export
     * @throws io.eunomia.runtime.TrackerException of kind BAD_REQUEST naming a faulty setting
     */
    Export open(Tracker tracker, Map<String, String> settings);
}
