package io.eunomia.runtime.internal.format;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.event.EventFormat;
import io.eunomia.runtime.event.EventFormats;
import java.lang.ref.WeakReference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Knows the formats that are registered as services, and the names that they had when they came. */
@Component(service = EventFormats.class)
public final class RegisteredFormats implements EventFormats {
    private static final Logger LOG = LoggerFactory.getLogger(RegisteredFormats.class);

    private record Named(String name, EventFormat format) {
    }

    private final Watchers<EventFormat> watchers = new Watchers<>();
    private final Map<ServiceReference<EventFormat>, Named> formats = new ConcurrentSkipListMap<>();
    /** Those that are not registered any more, as long as somebody has them: not each format was ever registered. */
    private final List<WeakReference<EventFormat>> went = new CopyOnWriteArrayList<>();

    /** Takes a format. One whose code fails before it has said its name is left out: it is anybody's code. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void add(EventFormat format, ServiceReference<EventFormat> reference) {
        try {
            formats.put(reference, new Named(format.name(), format));
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
            LOG.warn("a format of {} is left out, because it does not say its name: {}", reference.getBundle(), e.toString());
        }
    }

    /** Forgets a format, and ends what it writes. */
    public void remove(ServiceReference<EventFormat> reference) {
        Named gone = formats.remove(reference);
        if (gone != null) {
            went.removeIf(one -> one.get() == null);
            went.add(new WeakReference<>(gone.format()));
            watchers.tell(gone.format());
        }
    }

    @Override
    public Watch watch(EventFormat format, Runnable gone) {
        Watch watch = watchers.add(format, gone);
        if (went.stream().anyMatch(one -> one.get() == format)
                && formats.values().stream().noneMatch(one -> one.format() == format)) {
            // It went before it was watched.
            watchers.tell(format);
        }
        return watch;
    }

    @Override
    public List<EventFormat> all() {
        return List.copyOf(byName().values());
    }

    @Override
    public EventFormat get(String name) {
        Map<String, EventFormat> known = byName();
        EventFormat format = known.get(name);
        if (format == null) {
            throw new TrackerException(Failure.of(FailureKind.BAD_REQUEST, "there is no format \"" + name + '"',
                    "formats: " + String.join(", ", new TreeSet<>(known.keySet()))));
        }
        return format;
    }

    /** The map's order is that of ranking, so a later one takes the name of an earlier one. */
    private Map<String, EventFormat> byName() {
        Map<String, EventFormat> known = new LinkedHashMap<>();
        formats.values().forEach(one -> known.put(one.name(), one.format()));
        return known;
    }
}
