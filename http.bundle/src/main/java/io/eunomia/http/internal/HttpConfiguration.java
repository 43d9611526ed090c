package io.eunomia.http.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What Config Admin can tell the HTTP interface. No member has a default, which would hide the framework's property. */
@ObjectClassDefinition(name = "Eunomia: HTTP interface",
        description = "REST and event streams. What is not set here is taken from the framework property of the same name. "
                + "A change ends the event streams of the moment.")
public @interface HttpConfiguration {
    /** The configuration's PID. */
    String PID = "io.eunomia.http";
    String PREFIX_ = "eunomia.";

    @AttributeDefinition(name = "Path", required = false,
            description = "Where the interface is, as in /eunomia; at the root unless it is set.")
    String http_path();

    @AttributeDefinition(name = "Token file", required = false,
            description = "The file that holds the token which every request has to show, and that is made if there is none; "
                    + "\"token\" in the state folder unless it is set.")
    String http_token$_$file();

    @AttributeDefinition(name = "Host names", required = false,
            description = "Names, separated by commas, that requests may be addressed to besides localhost and addresses.")
    String http_hosts();

    @AttributeDefinition(name = "Plain HTTP from elsewhere", required = false, type = AttributeType.BOOLEAN,
            description = "Whether requests without TLS are taken from other machines, which lets others on the way read the token.")
    String http_remote$_$plain();

    @AttributeDefinition(name = "Java code", required = false, type = AttributeType.BOOLEAN,
            description = "Whether tracker bundles with Java code are taken, which then runs in this process.")
    String http_allow$_$code();

    @AttributeDefinition(name = "Largest body", required = false, type = AttributeType.LONG, min = "1", max = "1073741824",
            description = "Of a request, in bytes; an eighth of the heap, from 1 to 64 MiB, unless it is set.")
    String limit_body__bytes();

    @AttributeDefinition(name = "Time for a body", required = false, type = AttributeType.INTEGER, min = "1", max = "86400",
            description = "How long a request's body may take to arrive, in seconds; 30 unless it is set.")
    String limit_body__seconds();

    @AttributeDefinition(name = "Bodies at one time", required = false, type = AttributeType.INTEGER, min = "1", max = "65536",
            description = "How many bodies may be arriving at one time; 256 unless it is set.")
    String limit_uploads();

    @AttributeDefinition(name = "Streams at one time", required = false, type = AttributeType.INTEGER, min = "1", max = "65536",
            description = "How many event streams there may be at one time; 64 unless it is set.")
    String limit_streams();
}
