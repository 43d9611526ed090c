package io.eunomia.runtime.internal.filter;

import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.event.EventSchema;
import io.eunomia.runtime.event.Field;
import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.internal.filter.FilterNode.And;
import io.eunomia.runtime.internal.filter.FilterNode.Item;
import io.eunomia.runtime.internal.filter.FilterNode.Not;
import io.eunomia.runtime.internal.filter.FilterNode.Or;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Binds a filter to schemas: one decision tree for each. */
final class FilterCompiler {
    private static final int SCRATCH_BYTES = 256;

    private final EventSchema schema;
    /** Where values are written to be compared as text; the compiled filter is confined to one thread. */
    private final Utf8Sink scratch;

    private FilterCompiler(EventSchema schema, Utf8Sink scratch) {
        this.schema = schema;
        this.scratch = scratch;
    }

    static CompiledFilter compile(FilterNode root, List<EventSchema> streams) {
        check(root, streams);
        Utf8Sink scratch = new Utf8Sink(SCRATCH_BYTES);
        EventSchema[] schemas = streams.toArray(EventSchema[]::new);
        CompiledFilter[] filters = new CompiledFilter[schemas.length];
        for (int i = 0; i < schemas.length; i++) {
            filters[i] = new FilterCompiler(schemas[i], scratch).node(root);
        }
        return event -> {
            EventSchema wanted = event.schema();
            for (int i = 0; i < schemas.length; i++) {
                if (schemas[i] == wanted) {
                    return filters[i].matches(event);
                }
            }
            return false;
        };
    }

    /** Every attribute must exist somewhere, and its value must fit in at least one of the streams that have it. */
    private static void check(FilterNode node, List<EventSchema> streams) {
        if (node instanceof And and) {
            and.parts().forEach(part -> check(part, streams));
        } else if (node instanceof Or or) {
            or.parts().forEach(part -> check(part, streams));
        } else if (node instanceof Not not) {
            check(not.part(), streams);
        } else {
            checkItem((Item) node, streams);
        }
    }

    private static void checkItem(Item item, List<EventSchema> streams) {
        TrackerException failure = null;
        for (EventSchema stream : streams) {
            try {
                if (new FilterCompiler(stream, new Utf8Sink(SCRATCH_BYTES)).item(item) != null) {
                    return;
                }
            } catch (TrackerException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
        if (!streams.isEmpty()) {
            throw unknown(item, streams);
        }
    }

    private static TrackerException unknown(Item item, List<EventSchema> streams) {
        Set<String> names = new LinkedHashSet<>();
        streams.forEach(stream -> stream.fields().forEach(field -> names.add(field.name())));
        return FilterParser.failure("filter, position " + item.position() + ": there is no field \"" + item.attribute()
                + '"', "fields: " + String.join(", ", names) + ", and @stream, @sequence, @timestamp");
    }

    private CompiledFilter node(FilterNode node) {
        if (node instanceof And and) {
            CompiledFilter[] parts = nodes(and.parts());
            return event -> {
                for (CompiledFilter part : parts) {
                    if (!part.matches(event)) {
                        return false;
                    }
                }
                return true;
            };
        }
        if (node instanceof Or or) {
            CompiledFilter[] parts = nodes(or.parts());
            return event -> {
                for (CompiledFilter part : parts) {
                    if (part.matches(event)) {
                        return true;
                    }
                }
                return false;
            };
        }
        if (node instanceof Not not) {
            CompiledFilter part = node(not.part());
            return event -> !part.matches(event);
        }
        return itemOrNever((Item) node);
    }

    private CompiledFilter[] nodes(List<FilterNode> nodes) {
        return nodes.stream().map(this::node).toArray(CompiledFilter[]::new);
    }

    /** What only another stream has, or only there fits, never matches here. */
    private CompiledFilter itemOrNever(Item item) {
        CompiledFilter filter;
        try {
            filter = item(item);
        } catch (TrackerException e) {
            // check() has found a stream where the value fits
            filter = null;
        }
        return filter != null ? filter : event -> false;
    }

    /** @return null when this stream has no such attribute */
    private CompiledFilter item(Item item) {
        Field field = schema.field(item.attribute()).orElse(null);
        return field != null ? FieldComparison.of(field, item, scratch)
                : EnvelopeComparison.of(schema, item);
    }
}
