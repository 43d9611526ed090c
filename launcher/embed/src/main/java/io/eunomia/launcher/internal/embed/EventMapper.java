package io.eunomia.launcher.internal.embed;

import io.eunomia.runtime.event.EventSchema;
import io.eunomia.runtime.event.EventView;
import java.util.List;
import java.util.function.Function;

/** Makes values from a tracker's events. Immutable; what {@link #bind} returns is confined to one thread. */
public interface EventMapper<T> {

    /**
     * Binds the mapper to streams.
     *
     * @param streams that the events come from
     * @return a function that gives null for an event of a stream that is not wanted
     * @throws io.eunomia.launcher.embed.MappingException when no stream fits
     */
    Function<EventView, T> bind(List<EventSchema> streams);
}
