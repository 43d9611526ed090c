package io.eunomia.launcher.internal.cli;

import io.eunomia.runtime.StartOptions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Builds the query part of an address; empty values are left out. Confined to one thread. */
final class Query {
    private final StringBuilder text = new StringBuilder();

    Query add(String name, String value) {
        if (value != null && !value.isEmpty()) {
            text.append(text.length() == 0 ? '?' : '&').append(encoded(name)).append('=').append(encoded(value));
        }
        return this;
    }

    /** Adds a flag if it is set. */
    Query flag(String name, boolean set) {
        return set ? add(name, "true") : this;
    }

    Query addAll(String prefix, Map<String, String> values) {
        values.forEach((name, value) -> add(prefix + name, value));
        return this;
    }

    Query addAll(String name, List<String> values) {
        values.forEach(value -> add(name, value));
        return this;
    }

    /** Adds how a tracker is to run, except for its name. */
    Query addAll(StartOptions options) {
        addAll("arg.", options.arguments());
        options.attach().forEach((program, targets) -> addAll("attach." + program, targets));
        addAll("without", List.copyOf(options.without()));
        add("lenient", options.lenient() ? "true" : "");
        addAll("map.", options.maps());
        options.exports().forEach(export -> add("export", export.handler()));
        return this;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
