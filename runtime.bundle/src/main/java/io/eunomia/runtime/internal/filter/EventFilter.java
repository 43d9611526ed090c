package io.eunomia.runtime.internal.filter;

import io.eunomia.runtime.event.EventSchema;
import java.util.List;

/** A parsed filter, not yet bound to schemas. Immutable. */
public final class EventFilter {

    private EventFilter() {
    }

    /**
     * @param text RFC 4515 filter; empty or blank for one that matches everything
     * @throws io.eunomia.runtime.TrackerException of kind BAD_REQUEST with the position and what was expected there
     */
    public static EventFilter parse(String text) {
        throw new UnsupportedOperationException(text);
    }

    /** Whether it matches everything. */
    public boolean all() {
        throw new UnsupportedOperationException();
    }

    /**
     * Binds it to the streams of a tracker; to be done anew when they change.
     *
     * @return confined to one thread at a time
     * @throws io.eunomia.runtime.TrackerException of kind BAD_REQUEST for an attribute that no stream has, naming
     *     those that exist, or a value that does not fit its field
     */
    public CompiledFilter compile(List<? extends EventSchema> streams) {
        throw new UnsupportedOperationException(streams.toString());
    }
}
