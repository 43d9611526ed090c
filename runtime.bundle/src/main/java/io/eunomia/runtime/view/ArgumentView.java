package io.eunomia.runtime.view;

import io.eunomia.runtime.descriptor.ArgumentSpec;
import java.util.LinkedHashMap;
import java.util.Map;

/** Shows an argument that a package takes. @param default_ empty when the argument must be given */
public record ArgumentView(String global, String type, String default_, String min, String max, String description) {

    /** Shows arguments by name, in their order. */
    static Map<String, ArgumentView> of(Map<String, ArgumentSpec> arguments) {
        Map<String, ArgumentView> views = new LinkedHashMap<>();
        arguments.values().forEach(argument -> views.put(argument.name(), new ArgumentView(argument.global(), argument.type(),
                argument.defaultValue(), argument.minimum(), argument.maximum(), argument.description())));
        return views;
    }
}
