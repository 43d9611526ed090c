package io.eunomia.runtime.view;

import io.eunomia.runtime.descriptor.ArgumentSpec;
import java.util.LinkedHashMap;
import java.util.Map;

/** Shows a tracker's arguments by name. */
public final class ArgumentsView {

    private ArgumentsView() {
    }

    public static Map<String, Object> of(Map<String, ArgumentSpec> arguments) {
        Map<String, Object> view = new LinkedHashMap<>();
        arguments.values().forEach(argument -> view.put(argument.name(), one(argument)));
        return view;
    }

    private static Map<String, Object> one(ArgumentSpec argument) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("global", argument.global());
        view.put("type", argument.type());
        view.put("default", argument.defaultValue());
        view.put("min", argument.minimum());
        view.put("max", argument.maximum());
        view.put("description", argument.description());
        return view;
    }
}
