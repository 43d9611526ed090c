package io.eunomia.runtime.internal.enrich;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.enrich.AddedField;
import io.eunomia.runtime.event.EventSchema;
import io.eunomia.runtime.event.SubscriptionOptions;
import io.eunomia.runtime.internal.decode.CompiledSchema;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** The enrichers that there are at the moment of asking. Any thread. */
public final class Enrichers {
    private final Supplier<Map<String, EnricherService>> services;

    /** @param services by name; no more than one for each */
    Enrichers(Supplier<Map<String, EnricherService>> services) {
        this.services = services;
    }

    public static Enrichers none() {
        return new Enrichers(Map::of);
    }

    /**
     * Says what a reader wants.
     *
     * @param names of fields that its filter asks for
     * @throws TrackerException of kind BAD_REQUEST for an enricher that does not exist or that can add nothing
     */
    public Enrichment wanted(SubscriptionOptions options, Set<String> names, List<CompiledSchema> streams) {
        Set<String> fields = new LinkedHashSet<>(names);
        fields.addAll(options.enrich().fields());
        options.text().ifPresent(text -> fields.addAll(text.fields()));
        fields.removeIf(name -> name.startsWith("@") || streams.stream().anyMatch(stream -> stream.field(name).isPresent()));
        List<String> asked = options.enrich().enrichers();
        if (asked.isEmpty() && fields.isEmpty()) {
            return Enrichment.NONE;
        }
        Map<String, EnricherService> known = services.get();
        List<EnricherService> all = new ArrayList<>();
        for (String name : new LinkedHashSet<>(asked)) {
            EnricherService found = known.get(name);
            if (found == null) {
                throw bad("there is no enricher \"" + name + '"', known.isEmpty() ? "" : "enrichers: "
                        + String.join(", ", known.keySet()));
            }
            checkUse(found, streams);
            all.add(found);
        }
        List<EnricherService> some = fields.isEmpty() ? List.of()
                : known.values().stream().filter(one -> !all.contains(one)).toList();
        return all.isEmpty() && some.isEmpty() ? Enrichment.NONE : new Enrichment(all, some, Set.copyOf(fields));
    }

    private static void checkUse(EnricherService enricher, List<CompiledSchema> streams) {
        if (!streams.isEmpty() && streams.stream().allMatch(stream -> enricher.additions(stream).isEmpty())) {
            if (enricher.isHeld()) {
                throw bad("the enricher " + enricher.name() + " does not say what it adds: its code does not return",
                        "the daemon's log says where it is; mend or stop the bundle that brings it");
            }
            throw bad("the enricher " + enricher.name() + " can add nothing to events of "
                    + String.join(", ", streams.stream().map(CompiledSchema::stream).toList()),
                    "it needs " + enricher.needs());
        }
    }

    /** Returns the names of the fields that could be added to events of a stream. Runs code of enrichers. */
    public List<String> fields(EventSchema stream) {
        return services.get().values().stream().flatMap(enricher -> enricher.additions(stream).stream())
                .flatMap(addition -> addition.fields().stream()).map(AddedField::name)
                .filter(name -> stream.field(name).isEmpty()).distinct().toList();
    }

    private static TrackerException bad(String message, String hint) {
        return new TrackerException(Failure.of(FailureKind.BAD_REQUEST, message, hint));
    }
}
