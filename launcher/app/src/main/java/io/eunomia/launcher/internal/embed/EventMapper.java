package io.eunomia.launcher.internal.embed;

import io.eunomia.runtime.event.EventSchema;
import io.eunomia.runtime.event.EventView;
import java.util.List;
import java.util.function.Function;

/** Makes values of a tracker's events. Immutable; what {@link #bind} returns is confined to one thread. */
public interface EventMapper<T> {

    /**
     * @param streams that the events come from
     * @return gives null for an event of a stream that is not wanted
     * @throws io.eunomia.launcher.embed.MappingException when no stream has what is wanted
     */
    Function<EventView, T> bind(List<EventSchema> streams);
}
