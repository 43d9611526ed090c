package io.eunomia.http.internal.route;

import io.eunomia.http.internal.HttpProblem;
import io.eunomia.http.internal.Query;
import io.eunomia.runtime.GivenTypes;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.StartOptions.ExportRequest;
import io.eunomia.runtime.Tracker;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a tracker's start options from a query. */
final class Options {

    private Options() {
    }

    /**
     * {@code name=…&arg.NAME=…&attach.PROGRAM=…&without=PROGRAM&lenient=true&map.NAME.max_entries=…
     * &export=HANDLER&export.HANDLER.SETTING=…}.
     */
    static StartOptions of(Query query) {
        List<String> handlers = query.all("export");
        Map<String, String> settings = query.withPrefix("export.");
        for (String setting : settings.keySet()) {
            if (handlers.stream().noneMatch(handler -> setting.startsWith(handler + '.'))) {
                throw HttpProblem.badRequest("export." + setting + " sets something of an export that is not asked for",
                        "say export=HANDLER too");
            }
        }
        List<ExportRequest> exports = handlers.stream()
                .map(handler -> new ExportRequest(handler, of(settings, handler + '.'))).toList();
        return StartOptions.none().withName(query.one("name").orElse("")).withArguments(query.withPrefix("arg."))
                .withAttach(query.allWithPrefix("attach.")).withoutPrograms(Set.copyOf(query.all("without")))
                .withLenient(query.flag("lenient")).withMaps(query.withPrefix("map.")).withExports(exports);
    }

    /** Options for a tracker that has some already: empty to keep those, unless {@code clear_options=true} is given. */
    static Optional<StartOptions> given(Query query) {
        boolean clear = query.flag("clear_options");
        StartOptions options = of(query);
        return options.equals(StartOptions.none()) && !clear ? Optional.empty() : Optional.of(options);
    }

    /**
     * The same as {@link #given(Query)}, with the kernel's types. The tracker keeps its types, because they belong to the machine
     * and not to a run, unless others are sent or the options are cleared.
     */
    static Optional<StartOptions> given(Query query, Optional<GivenTypes> btf, Tracker tracker) {
        Optional<StartOptions> given = given(query);
        if (given.isEmpty() && btf.isPresent()) {
            return Optional.of(tracker.options().unnamed().withBtf(btf));
        }
        Optional<GivenTypes> had = query.flag("clear_options") ? Optional.empty() : tracker.options().btf();
        return given.map(options -> options.withBtf(btf.or(() -> had)));
    }

    private static Map<String, String> of(Map<String, String> settings, String prefix) {
        Map<String, String> own = new java.util.LinkedHashMap<>();
        settings.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                own.put(name.substring(prefix.length()), value);
            }
        });
        return own;
    }
}
