package io.eunomia.runtime.internal.lifecycle;

import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.event.Subscription;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** Shows a tracker to an export handler with the streams that the export gets, which have fields that were added for it. */
final class EnrichedTracker {

    private EnrichedTracker() {
    }

    /** @return the tracker itself if nothing is added */
    static Tracker of(Tracker tracker, Subscription subscription) {
        if (subscription.streams().equals(tracker.streams())) {
            return tracker;
        }
        InvocationHandler handler = (proxy, method, arguments) -> {
            if (method.getName().equals("streams")) {
                return subscription.streams();
            }
            try {
                return method.invoke(tracker, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        };
        return (Tracker) Proxy.newProxyInstance(Tracker.class.getClassLoader(), new Class<?>[] {Tracker.class}, handler);
    }
}
