package io.eunomia.runtime.internal.manager;

import io.eunomia.libbpf.BpfException;
import io.eunomia.runtime.Removal;
import io.eunomia.runtime.internal.bundle.TrackerPackages;
import io.eunomia.runtime.internal.engine.TrackerEngine;
import io.eunomia.runtime.internal.lifecycle.TrackerBundle;
import io.eunomia.runtime.internal.lifecycle.TrackerLifecycle;
import io.eunomia.runtime.internal.lifecycle.TrackerRegistry;
import io.eunomia.runtime.internal.persist.MapUsers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes the pins of a tracker that is gone, or tells who still holds them. */
final class PinRemoval {
    private static final Logger LOG = LoggerFactory.getLogger(PinRemoval.class);

    private final TrackerEngine engine;
    private final TrackerRegistry registry;

    PinRemoval(TrackerEngine engine, TrackerRegistry registry) {
        this.engine = engine;
        this.registry = registry;
    }

    /** Removes or lists the pins. @param wanted whether those that nobody else holds are removed */
    Removal of(List<Path> pins, boolean wanted) {
        List<Removal.PinLeft> left = new ArrayList<>();
        List<String> removed = new ArrayList<>();
        for (Path pin : pins) {
            try {
                OptionalInt id = engine.pinned().id(pin);
                if (id.isEmpty()) {
                    continue;
                }
                List<String> holders = holders(pin, id.getAsInt());
                if (wanted && holders.isEmpty()) {
                    Files.delete(pin);
                    removed.add(pin.toString());
                } else {
                    left.add(new Removal.PinLeft(pin.toString(), holders));
                }
            } catch (IOException | BpfException e) {
                LOG.warn("pin {} is left: {}", pin, e.getMessage());
                left.add(new Removal.PinLeft(pin.toString(), List.of("it cannot be looked at or removed: " + e.getMessage())));
            }
        }
        return new Removal(left, removed);
    }

    private List<String> holders(Path pin, int id) {
        List<String> holders = new ArrayList<>();
        for (TrackerLifecycle other : registry.lifecycles()) {
            TrackerBundle tracker = other.tracker();
            if (pins(tracker).contains(pin)) {
                holders.add("tracker " + tracker.name() + " (" + tracker.id() + ')');
            }
        }
        if (holders.isEmpty()) {
            holders.addAll(engine.pinned().programsHolding(pin));
        }
        holders.addAll(MapUsers.of(id));
        return holders;
    }

    /** Finds the paths where a tracker's maps are pinned, whether it runs or not. */
    List<Path> pins(TrackerBundle tracker) {
        try {
            return engine.pinned().paths(TrackerPackages.read(tracker.bundle()));
        } catch (RuntimeException e) {
            LOG.debug("the pins of tracker {} are not known", tracker.name(), e);
            return List.of();
        }
    }
}
