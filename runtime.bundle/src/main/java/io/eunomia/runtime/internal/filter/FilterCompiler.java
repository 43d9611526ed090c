package io.eunomia.runtime.internal.filter;

import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.event.Field;
import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.internal.decode.CompiledSchema;
import io.eunomia.runtime.internal.decode.RecordView;
import io.eunomia.runtime.internal.filter.FilterNode.And;
import io.eunomia.runtime.internal.filter.FilterNode.Item;
import io.eunomia.runtime.internal.filter.FilterNode.Not;
import io.eunomia.runtime.internal.filter.FilterNode.Or;
import io.eunomia.runtime.internal.text.NearestName;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Binds a filter to schemas and makes one decision tree for each. */
final class FilterCompiler {
    private static final int SCRATCH_BYTES = 256;

    private final CompiledSchema schema;
    /** The buffer for values that are compared as text; the compiled filter is confined to one thread. */
    private final Utf8Sink scratch;
    private final Cost cost;

    private FilterCompiler(CompiledSchema schema, Utf8Sink scratch, Cost cost) {
        this.schema = schema;
        this.scratch = scratch;
        this.cost = cost;
    }

    /**
     * Compiles a filter.
     *
     * @param cost says which items are decided; for the others the answer is taken that lets more events through
     */
    static CompiledFilter compile(FilterNode root, List<CompiledSchema> streams, Cost cost) {
        check(root, streams, true);
        Utf8Sink scratch = new Utf8Sink(SCRATCH_BYTES);
        CompiledSchema[] schemas = streams.toArray(CompiledSchema[]::new);
        RecordTest[] filters = new RecordTest[schemas.length];
        for (int i = 0; i < schemas.length; i++) {
            filters[i] = new FilterCompiler(schemas[i], scratch, cost).node(root, true);
        }
        CompiledSchema[] bases = streams.stream().map(CompiledSchema::base).toArray(CompiledSchema[]::new);
        return event -> {
            if (!(event instanceof RecordView record)) {
                return false;
            }
            // The thread that reads events has views without fields that are looked up.
            CompiledSchema wanted = record.schema().base();
            for (int i = 0; i < bases.length; i++) {
                if (bases[i] == wanted) {
                    return filters[i].matches(record);
                }
            }
            return false;
        };
    }

    /**
     * Checks that every attribute exists somewhere, and that its value fits in at least one of the streams that have it, so
     * that the comparison, or its negation where it is negated, can match there.
     */
    private static void check(FilterNode node, List<CompiledSchema> streams, boolean positive) {
        if (node instanceof And and) {
            and.parts().forEach(part -> check(part, streams, positive));
        } else if (node instanceof Or or) {
            or.parts().forEach(part -> check(part, streams, positive));
        } else if (node instanceof Not not) {
            check(not.part(), streams, !positive);
        } else {
            checkItem((Item) node, streams, positive);
        }
    }

    private static void checkItem(Item item, List<CompiledSchema> streams, boolean positive) {
        if (streams.isEmpty()) {
            return;
        }
        TrackerException failure = null;
        boolean always = false;
        boolean lacking = false;
        for (CompiledSchema stream : streams) {
            try {
                RecordTest test = new FilterCompiler(stream, new Utf8Sink(SCRATCH_BYTES), Cost.ALL).item(item);
                lacking |= test == null;
                if (test instanceof Always all && !positive) {
                    always |= failure == null;
                    failure = failure == null ? Refusal.always(item, all) : failure;
                } else if (test != null) {
                    if (EnvelopeComparison.isStream(item) && stream.field(item.attribute()).isEmpty()) {
                        EnvelopeComparison.checkStream(item, streams, positive);
                    }
                    return;
                }
            } catch (NeverMatches e) {
                if (!positive) {
                    return;
                }
                failure = failure == null ? e.refusal() : failure;
            } catch (TrackerException e) {
                failure = failure == null ? e : failure;
            }
        }
        if (always && lacking) {
            // A negation is true for events that lack the field.
            return;
        }
        throw failure != null ? failure : unknown(item, streams);
    }

    private static TrackerException unknown(Item item, List<CompiledSchema> streams) {
        Set<String> names = new LinkedHashSet<>();
        streams.forEach(stream -> stream.fields().forEach(field -> names.add(field.name())));
        return FilterParser.failure("filter, position " + item.position() + ": there is no field \"" + item.attribute()
                + '"', "fields: " + NearestName.few(item.attribute(), names) + ", and @stream, @sequence, @timestamp");
    }

    /** Compiles a node. @param positive whether a match of the node is one of the filter, not its negation */
    private RecordTest node(FilterNode node, boolean positive) {
        if (node instanceof And and) {
            RecordTest[] parts = nodes(and.parts(), positive);
            return record -> {
                for (RecordTest part : parts) {
                    if (!part.matches(record)) {
                        return false;
                    }
                }
                return true;
            };
        }
        if (node instanceof Or or) {
            RecordTest[] parts = nodes(or.parts(), positive);
            return record -> {
                for (RecordTest part : parts) {
                    if (part.matches(record)) {
                        return true;
                    }
                }
                return false;
            };
        }
        if (node instanceof Not not) {
            RecordTest part = node(not.part(), !positive);
            return record -> !part.matches(record);
        }
        return cost.decided((Item) node, schema) ? itemOrNever((Item) node) : record -> positive;
    }

    private RecordTest[] nodes(List<FilterNode> nodes, boolean positive) {
        return nodes.stream().map(node -> node(node, positive)).toArray(RecordTest[]::new);
    }

    /** Compiles an item; one whose field or value only another stream has never matches in this one. */
    private RecordTest itemOrNever(Item item) {
        RecordTest filter;
        try {
            filter = item(item);
        } catch (TrackerException | NeverMatches e) {
            // check() has found a stream where the value fits
            filter = null;
        }
        return filter != null ? filter : record -> false;
    }

    /** Compiles an item. @return null when this stream has no such attribute */
    private RecordTest item(Item item) {
        Field field = schema.field(item.attribute()).orElse(null);
        return field != null ? Comparison.of(field, schema.type(field.index()), item, scratch)
                : EnvelopeComparison.of(schema, item, scratch);
    }
}
