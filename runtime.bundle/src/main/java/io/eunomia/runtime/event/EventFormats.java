package io.eunomia.runtime.event;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The formats that there are at the moment of asking: the runtime's own, and whatever bundles register as
 * {@link EventFormat}. A service of the runtime; every face offers these. Any thread.
 */
@ProviderType
public interface EventFormats {

    /** Returns the formats; of two with one name only the one whose service ranks higher. */
    List<EventFormat> all();

    default Optional<EventFormat> find(String name) {
        return all().stream().filter(format -> format.name().equals(name)).findFirst();
    }

    /**
     * Has somebody told when a format is not there any more, because its bundle stops: whatever it writes has to end then.
     *
     * @param gone called once, on the thread that stops the bundle, while the format still works
     * @return ends the watch
     */
    default Watch watch(EventFormat format, Runnable gone) {
        return () -> { };
    }

    /** Somebody who is told when a format goes. */
    interface Watch extends AutoCloseable {
        /** Ends the watch. */
        @Override
        void close();
    }

    /**
     * Finds a format.
     *
     * @throws io.eunomia.runtime.TrackerException of kind BAD_REQUEST when there is none of that name; it names those that
     *     there are
     */
    EventFormat get(String name);
}
