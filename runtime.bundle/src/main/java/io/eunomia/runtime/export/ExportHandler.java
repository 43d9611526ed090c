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
     * Opens an export of a tracker that is about to run. The runtime calls the result from one thread of its own and
     * closes it when the tracker stops.
     *
     * @throws io.eunomia.runtime.TrackerException of kind BAD_REQUEST naming a faulty setting
     */
    Export open(Tracker tracker, Map<String, String> settings);
}
