package io.eunomia.runtime.internal.filter;

import io.eunomia.runtime.event.EventSchema;
import io.eunomia.runtime.internal.decode.CompiledSchema;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A parsed filter, not yet bound to schemas. Immutable. */
public final class EventFilter {
    private final FilterNode root;

    private EventFilter(FilterNode root) {
        this.root = root;
    }

    /**
     * A filter in two parts.
     *
     * @param whileReading lets through all events that match, and perhaps others; for the thread that reads them
     * @param whole decides about those, on the subscriber's thread; null where the first has decided
     */
    public record Parts(CompiledFilter whileReading, CompiledFilter whole) {
    }

    /**
     * Parses a filter.
     *
     * @param text an LDAP filter (RFC 4515), or infix ({@code pid > 100 && comm != "bash"}); empty or blank matches all
     * @throws io.eunomia.runtime.TrackerException of kind BAD_REQUEST with the position and what was expected there
     */
    public static EventFilter parse(String text) {
        return new EventFilter(text.isBlank() ? null : FilterSyntax.parse(text));
    }

    /** Tells whether it matches everything. */
    public boolean all() {
        return root == null;
    }

    /** Returns the names of all fields that it asks for. */
    public Set<String> attributes() {
        Set<String> names = new LinkedHashSet<>();
        if (root != null) {
            root.items(item -> names.add(item.attribute()));
        }
        return names;
    }

    /**
     * Binds it to the streams of a tracker; call it anew when they change. Events of other schemas do not match.
     *
     * @return confined to one thread at a time
     * @throws io.eunomia.runtime.TrackerException of kind BAD_REQUEST for an attribute that no stream has, naming those
     *     that exist, or a value that does not fit its field or that no event can have
     */
    public CompiledFilter compile(List<? extends EventSchema> streams) {
        return root == null ? event -> true : FilterCompiler.compile(root, known(streams), Cost.ALL);
    }

    /** Binds it as {@link #compile} does, in two parts; each is confined to one thread at a time. */
    public Parts split(List<? extends EventSchema> streams) {
        if (root == null) {
            return new Parts(event -> true, null);
        }
        List<CompiledSchema> schemas = known(streams);
        Cost cost = Cost.whileReading(root, schemas);
        return new Parts(FilterCompiler.compile(root, schemas, cost),
                cost == Cost.ALL ? null : FilterCompiler.compile(root, schemas, Cost.ALL));
    }

    /** Casts the schemas: every schema in this bundle is a compiled one, and the interface is what subscribers see of it. */
    private static List<CompiledSchema> known(List<? extends EventSchema> streams) {
        List<CompiledSchema> schemas = new ArrayList<>();
        streams.forEach(stream -> schemas.add((CompiledSchema) stream));
        return schemas;
    }
}
