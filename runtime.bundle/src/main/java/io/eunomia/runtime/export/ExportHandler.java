package io.eunomia.runtime.export;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.display.DisplayInfo;
import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Exports a tracker's events, or what its displays show, to some destination. Register a handler as a service with the property {@value #NAME}; start
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
     * The setting that names displays, with commas between, {@code *} for all that the tracker has when it starts: the export then
     * gets their readings instead of events. The runtime takes it; {@link #openDisplays} is called.
     */
    String DISPLAYS = "displays";

    /** The setting for the time between two readings of a display, that of the display if it is left out. The runtime takes it. */
    String INTERVAL = "interval";

    /**
     * Opens an export of a tracker that is about to run. The runtime calls the result from one thread of its own and
     * closes it when the tracker stops.
     *
     * @param tracker whose streams have the fields that are added for this export
     * @throws io.eunomia.runtime.TrackerException of kind BAD_REQUEST naming a faulty setting
     */
    Export open(Tracker tracker, Map<String, String> settings);

    /**
     * Opens an export of a tracker's displays. The runtime calls the result from one thread at a time and closes it when the
     * tracker stops. Handlers that do not override it take events only.
     *
     * @param displays those whose readings it gets, at least one
     * @param settings without {@link #DISPLAYS} and {@link #INTERVAL}
     * @throws io.eunomia.runtime.TrackerException of kind BAD_REQUEST naming a faulty setting
     */
    default DisplayExport openDisplays(Tracker tracker, List<DisplayInfo> displays, Map<String, String> settings) {
        throw new TrackerException(Failure.of(FailureKind.BAD_REQUEST, "this export handler takes events, and no readings of displays",
                "leave the setting " + DISPLAYS + " out, or use another handler"));
    }
}
