package io.eunomia.http.internal.route;

import io.eunomia.http.internal.HttpProblem;
import io.eunomia.http.internal.Query;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.StartOptions.ExportRequest;
import io.eunomia.runtime.control.OptionChange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads a tracker's start options from a query. */
final class Options {

    private Options() {
    }

    /**
     * {@code name=…&arg.NAME=…&attach.PROGRAM=…&without=PROGRAM&lenient=true&persist=true&map.NAME.max_entries=…&table=MAP&hist=MAP:MEMBER
     * &stacks=MAP:PROCESS&jvm_maps=true
     * &export=HANDLER:SETTING=…&export.HANDLER.SETTING=…}.
     */
    static StartOptions of(Query query) {
        List<ExportRequest> handlers = query.all("export").stream().flatMap(text -> parsed(text).stream()).toList();
        Map<String, String> settings = query.withPrefix("export.");
        for (String setting : settings.keySet()) {
            if (handlers.stream().noneMatch(export -> setting.startsWith(export.handler() + '.'))) {
                throw HttpProblem.badRequest("export." + setting + " sets something of an export that is not asked for",
                        "say export=HANDLER too");
            }
        }
        List<ExportRequest> exports = handlers.stream()
                .map(export -> new ExportRequest(export.handler(), of(settings, export))).toList();
        return StartOptions.none().withName(query.one("name").orElse("")).withArguments(query.withPrefix("arg."))
                .withAttach(query.allWithPrefix("attach.")).withoutPrograms(Set.copyOf(query.all("without")))
                .withLenient(query.flag("lenient")).withPersist(query.truth("persist"))
                .withMaps(query.withPrefix("map.")).withTables(query.all("table")).withHistograms(query.all("hist"))
                .withStacks(query.all("stacks")).withJvmMaps(query.flag("jvm_maps"))
                .withExports(exports);
    }

    /** Reads options for a tracker that has some already. */
    static OptionChange change(Query query) {
        return new OptionChange(of(query), query.flag("clear_options"));
    }

    /** Reads the same, with the kernel's types that a form brings. */
    static OptionChange change(Query query, SentForm sent) {
        return new OptionChange(of(query).withBtf(sent.types()), query.flag("clear_options"));
    }

    private static List<ExportRequest> parsed(String text) {
        try {
            return ExportRequest.parse(text);
        } catch (IllegalArgumentException e) {
            throw HttpProblem.badRequest("the query parameter " + e.getMessage(), "export=HANDLER:SETTING=VALUE,…");
        }
    }

    /** Returns the settings of an export: its own, and those that the query gives one by one for its handler. */
    private static Map<String, String> of(Map<String, String> settings, ExportRequest export) {
        Map<String, String> own = new LinkedHashMap<>(export.arguments());
        String prefix = export.handler() + '.';
        settings.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                own.put(name.substring(prefix.length()), value);
            }
        });
        return own;
    }
}
