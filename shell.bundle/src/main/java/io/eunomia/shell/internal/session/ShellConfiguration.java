package io.eunomia.shell.internal.session;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What Config Admin can tell the {@link ShellServer}. No member has a default, which would hide the framework's property. */
@ObjectClassDefinition(name = "Eunomia: shell",
        description = "Where eunomia shell reaches the commands. What is not set here is taken from the framework property of the "
                + "same name; without a socket there are no sessions, and Gogo has the commands all the same.")
public @interface ShellConfiguration {
    @AttributeDefinition(name = "Socket", required = false,
            description = "Path of the Unix domain socket; root and this process's own user may connect.")
    String eunomia_shell_socket();
}
