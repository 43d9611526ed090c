package io.eunomia.runtime.internal.manager;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** What Config Admin can tell the runtime. No member has a default, which would hide the framework's property. */
@ObjectClassDefinition(name = "Eunomia: runtime",
        description = "Trackers and their state. What is not set here is taken from the framework property of the same name. "
                + "A change stops all trackers and starts them anew.")
public @interface RuntimeConfiguration {
    String PREFIX_ = "eunomia.";

    @AttributeDefinition(name = "State folder", required = false,
            description = "Where the trackers and their packages are kept; the bundle's own storage area unless it is set. "
                    + "One process at a time may use it.")
    String state();

    @AttributeDefinition(name = "Trackers", required = false, type = AttributeType.INTEGER, min = "1", max = "65536",
            description = "How many trackers may be installed; 128 unless it is set.")
    String trackers_max();

    @AttributeDefinition(name = "Time for Java code", required = false, type = AttributeType.INTEGER, min = "1", max = "86400",
            description = "How long a tracker's own Java code may take to start or to stop, in seconds; 10 unless it is set.")
    String limit_code__seconds();

    @AttributeDefinition(name = "Stay in the kernel", required = false,
            options = {@Option("as-asked"), @Option("all"), @Option("never")},
            description = "Which trackers stay in the kernel while no process is there to read them; those that ask for it unless it is set.")
    String persist();
}
