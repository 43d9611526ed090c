package io.eunomia.runtime.internal.filter;

import io.eunomia.runtime.event.EventSchema;
import java.util.List;

/** A parsed filter, not yet bound to schemas. Immutable. */
public final class EventFilter {
    private final FilterNode root;

    private EventFilter(FilterNode root) {
        this.root = root;
    }

    /**
     * @param text RFC 4515 filter, or one comparison without parentheses; empty or blank matches everything
     * @throws io.eunomia.runtime.TrackerException of kind BAD_REQUEST with the position and what was expected there
     */
    public static EventFilter parse(String text) {
        return new EventFilter(text.isBlank() ? null : FilterParser.parse(text));
    }

    /** Whether it matches everything. */
    public boolean all() {
        return root == null;
    }

    /**
     * Binds it to the streams of a tracker; to be done anew when they change. Events of other schemas do not match.
     *
     * @return confined to one thread at a time
     * @throws io.eunomia.runtime.TrackerException of kind BAD_REQUEST for an attribute that no stream has, naming
     *     those that exist, or a value that does not fit its field
     */
    public CompiledFilter compile(List<? extends EventSchema> streams) {
        return root == null ? event -> true : FilterCompiler.compile(root, List.copyOf(streams));
    }
}
