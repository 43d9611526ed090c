package io.eunomia.runtime.internal.format;

import io.eunomia.runtime.event.EventFormats;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Those who have to be told when a service goes. Any thread. */
public final class Watchers<T> {
    private final Map<T, List<Runnable>> watchers = new IdentityHashMap<>();

    /** Adds somebody. @return ends the watch */
    public synchronized EventFormats.Watch add(T service, Runnable gone) {
        watchers.computeIfAbsent(service, key -> new ArrayList<>()).add(gone);
        return () -> remove(service, gone);
    }

    private synchronized void remove(T service, Runnable gone) {
        watchers.computeIfPresent(service, (key, all) -> {
            all.remove(gone);
            return all.isEmpty() ? null : all;
        });
    }

    /** Tells those who watch a service that it goes. */
    public void tell(T service) {
        List<Runnable> all;
        synchronized (this) {
            all = watchers.remove(service);
        }
        if (all != null) {
            all.forEach(Runnable::run);
        }
    }
}
