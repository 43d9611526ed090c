package io.eunomia.runtime.internal.watch;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What Config Admin can tell the {@link WatchedFolder}. No member has a default, which would hide the framework's property. */
@ObjectClassDefinition(name = "Eunomia: watched folder",
        description = "A folder whose packages run. What is not set here is taken from the framework property of the same name; "
                + "without a folder nothing is watched.")
public @interface WatchConfiguration {
    String PREFIX_ = "eunomia.watch.";

    @AttributeDefinition(name = "Folder", required = false, description = "The folder to watch, which nobody else may write to.")
    String dir();

    @AttributeDefinition(name = "Interval", required = false, type = AttributeType.LONG, min = "1", max = "86400000",
            description = "Milliseconds from one look to the next; 500 unless it is set.")
    String interval();

    @AttributeDefinition(name = "Adopt names", required = false, type = AttributeType.BOOLEAN,
            description = "Whether files take names from trackers that others have installed.")
    String adopt();
}
