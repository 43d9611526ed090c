package io.eunomia.http.internal.listen;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What Config Admin can tell the {@link Listener}. No member has a default, which would hide the framework's property. */
@ObjectClassDefinition(name = "Eunomia: HTTP listener",
        description = "A port of Eunomia's own in the place of Felix's. What is not set here is taken from the framework property "
                + "of the same name; without a port there is no such listener.")
public @interface ListenerConfiguration {
    String PREFIX_ = "eunomia.http.";

    @AttributeDefinition(name = "Address", required = false,
            description = "The address to listen at; 127.0.0.1 unless it is set. Requests from elsewhere also need eunomia.http.remote-plain.")
    String host();

    @AttributeDefinition(name = "Port", required = false, type = AttributeType.INTEGER, min = "0", max = "65535",
            description = "The port to listen at; 0 takes one that is free.")
    String port();
}
