package io.eunomia.runtime.internal.enrich;

import io.eunomia.runtime.enrich.AddedField;
import io.eunomia.runtime.enrich.Addition;
import io.eunomia.runtime.internal.decode.AddedFields;
import io.eunomia.runtime.internal.decode.CompiledSchema;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What one reader wants to be added to events. It stays with the reader: an enricher that comes later adds nothing to its
 * events, and what one that goes would have added is unknown from then on.
 *
 * @param all enrichers of which every field is wanted
 * @param some enrichers that may have one of {@code fields}
 * @param fields names of single fields that are wanted
 */
public record Enrichment(List<EnricherService> all, List<EnricherService> some, Set<String> fields) {
    public static final Enrichment NONE = new Enrichment(List.of(), List.of(), Set.of());

    /** Returns a schema with the fields that are wanted; the same one if there are none. Runs code of enrichers. */
    public CompiledSchema of(CompiledSchema schema, EnrichmentCounts counts) {
        if (all.isEmpty() && some.isEmpty()) {
            return schema;
        }
        AddedFields added = new AddedFields(schema);
        Set<String> names = new HashSet<>();
        schema.fields().forEach(field -> names.add(field.name()));
        all.forEach(enricher -> add(enricher, schema, null, names, added, counts));
        some.forEach(enricher -> add(enricher, schema, fields, names, added, counts));
        return added.schema();
    }

    /** Adds what is wanted of one enricher. @param wanted null for all @param names of the fields so far */
    private static void add(EnricherService enricher, CompiledSchema schema, Set<String> wanted, Set<String> names,
            AddedFields to, EnrichmentCounts counts) {
        for (Addition addition : enricher.additions(schema)) {
            boolean begun = false;
            for (int i = 0; i < addition.fields().size(); i++) {
                AddedField field = addition.fields().get(i);
                boolean fits = (wanted == null || wanted.contains(field.name())) && !names.contains(field.name());
                if (fits && (begun || to.from(new LookUps(enricher, addition, counts)))) {
                    begun = true;
                    names.add(field.name());
                    to.add(field.name(), field.width(), i);
                }
            }
        }
    }
}
