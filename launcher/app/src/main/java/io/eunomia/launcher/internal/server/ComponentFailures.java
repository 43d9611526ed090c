package io.eunomia.launcher.internal.server;

import io.eunomia.launcher.internal.boot.Container;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/**
 * Finds components of the core that could not be activated, because their exceptions otherwise stay in the component
 * runtime.
 */
public final class ComponentFailures {
    private static final String CAUSE = "Caused by: ";

    private final Container container;

    public ComponentFailures(Container container) {
        this.container = container;
    }

    /** Finds a failure. @return the reason of the first one that is found */
    public Optional<String> first() {
        List<ServiceComponentRuntime> found = container.find(ServiceComponentRuntime.class);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        ServiceComponentRuntime runtime = found.get(0);
        for (ComponentDescriptionDTO component : runtime.getComponentDescriptionDTOs()) {
            if (component.bundle.symbolicName.startsWith("io.eunomia.")) {
                for (ComponentConfigurationDTO one : runtime.getComponentConfigurationDTOs(component)) {
                    if (one.state == ComponentConfigurationDTO.FAILED_ACTIVATION) {
                        return Optional.of(reason(String.valueOf(one.failure)));
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** Returns the message of the innermost cause in a stack trace. */
    private static String reason(String trace) {
        List<String> causes = trace.lines().filter(line -> line.startsWith(CAUSE)).toList();
        String last = causes.isEmpty() ? trace.lines().findFirst().orElse("") : causes.get(causes.size() - 1).substring(CAUSE.length());
        return last.replaceFirst("^[\\w.$]+(Exception|Error): ", "");
    }
}
