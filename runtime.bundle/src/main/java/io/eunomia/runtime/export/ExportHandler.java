package io.eunomia.runtime.export;

import io.eunomia.runtime.Tracker;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Takes the events of a tracker somewhere. Register one as a service with the property
 * {@value #NAME} and start requests may name it.
 */
@ConsumerType
public interface ExportHandler {

    /** Service property: the name start requests use, a {@link String}. */
    String NAME = "eunomia.export.name";

    /** A setting of every export, which the runtime applies and handlers do not get: the filter on its events. */
    String FILTER = "filter";

    /**
     * Opens an export of a tracker that is about to run. The runtime calls the result from one thread of its own and
     * closes it when the tracker stops.
     *
     * @throws io.eunomia.runtime.TrackerException of kind BAD_REQUEST naming a faulty setting
     */
    Export open(Tracker tracker, Map<String, String> settings);
}
