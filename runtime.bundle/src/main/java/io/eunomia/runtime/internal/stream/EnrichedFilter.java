package io.eunomia.runtime.internal.stream;

import io.eunomia.runtime.internal.decode.CompiledSchema;
import io.eunomia.runtime.internal.enrich.Enrichment;
import io.eunomia.runtime.internal.enrich.EnrichmentCounts;
import io.eunomia.runtime.internal.filter.EventFilter;
import java.util.Arrays;
import java.util.List;

/**
 * What one reader wants of events: those that pass a filter, with fields added to them.
 *
 * @param counts of what could not be added
 */
record EnrichedFilter(EventFilter filter, Enrichment enrichment, EnrichmentCounts counts) {

    /**
     * The filter and the fields for some streams.
     *
     * @param schemas of the streams, with what is added
     */
    record Bound(CompiledSchema[] schemas, EventFilter.Parts parts) {
    }

    /**
     * Binds it to streams; runs code of enrichers, so it is not done under the hub's lock.
     *
     * @throws io.eunomia.runtime.TrackerException when the filter does not fit
     */
    Bound bind(CompiledSchema[] streams) {
        CompiledSchema[] schemas = enrichment.equals(Enrichment.NONE) ? streams
                : Arrays.stream(streams).map(stream -> enrichment.of(stream, counts)).toArray(CompiledSchema[]::new);
        return new Bound(schemas, filter.split(List.of(schemas)));
    }

    /** Adds the fields to schemas of earlier events. @param present those of today's, which are the same objects again */
    List<CompiledSchema> enriched(List<CompiledSchema> earlier, Bound present) {
        return earlier.stream().map(one -> Arrays.stream(present.schemas()).filter(schema -> schema.base() == one).findFirst()
                .orElseGet(() -> enrichment.of(one, counts))).toList();
    }
}
