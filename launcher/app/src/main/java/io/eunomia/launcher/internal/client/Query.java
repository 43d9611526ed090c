package io.eunomia.launcher.internal.client;

import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.control.DisplayRequest;
import io.eunomia.runtime.control.EventRequest;
import io.eunomia.runtime.control.OptionChange;
import io.eunomia.runtime.event.EventDrain.Bounds;
import io.eunomia.shell.text.OutputFormat;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
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

    private void addAll(String prefix, Map<String, String> values) {
        values.forEach((name, value) -> add(prefix + name, value));
    }

    private void addAll(String name, Collection<String> values) {
        values.forEach(value -> add(name, value));
    }

    /** Adds how a tracker is to run, except for the kernel's types. */
    Query options(StartOptions options) {
        add("name", options.name());
        addAll("arg.", options.arguments());
        options.attach().forEach((program, targets) -> addAll("attach." + program, targets));
        addAll("without", options.without());
        flag("lenient", options.lenient());
        add("persist", options.persistence().map(String::valueOf).orElse(""));
        addAll("map.", options.maps());
        addAll("table", options.tables());
        addAll("hist", options.histograms());
        addAll("stacks", options.stacks());
        flag("jvm_maps", options.jvmMaps());
        options.exports().forEach(export -> add("export", export.text()));
        return this;
    }

    Query change(OptionChange change) {
        return options(change.options()).flag("clear_options", change.clear());
    }

    /** Adds which events are wanted. Our own formats are a matter of the header Accept; another has a name only. */
    Query events(EventRequest events) {
        OutputFormat format = OutputFormat.ofEvents(events.format());
        add("format", format.mediaType().isEmpty() ? format.formatName() : "");
        add("filter", events.filter()).add("fields", String.join(",", events.fields()));
        add("enrich", String.join(",", events.enrich())).add("width", events.width() == 0 ? "" : Integer.toString(events.width()));
        Bounds bounds = events.bounds();
        add("limit", bounds.events() == 0 ? "" : Long.toString(bounds.events()));
        add("duration", bounds.duration().equals(Bounds.LONGEST) ? "" : bounds.duration().toMillis() + "ms");
        return add("from", events.after().map(Object::toString).orElse(""));
    }

    /** Adds how a display is wanted. */
    Query display(DisplayRequest request) {
        add("format", request.format().label()).add("width", Integer.toString(request.width()));
        add("sort", request.order().sort()).add("top", request.order().top() == 0 ? "" : Integer.toString(request.order().top()));
        flag("pages", request.pages());
        request.interval().ifPresent(interval -> add("interval", interval.toMillis() + "ms"));
        Bounds bounds = request.bounds();
        add("limit", bounds.events() == 0 ? "" : Long.toString(bounds.events()));
        return add("duration", bounds.duration().equals(Bounds.LONGEST) ? "" : bounds.duration().toMillis() + "ms");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
