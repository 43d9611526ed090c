package io.eunomia.runtime.internal.engine;

import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.BpfMap;
import io.eunomia.libbpf.BpfObject;
import io.eunomia.libbpf.BpfObjectFile;
import io.eunomia.libbpf.MapFile;
import io.eunomia.libbpf.MapType;
import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.TrackerException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lets the next version reuse maps of the running one, where its package asks for that. */
final class KeptMaps {
    private static final String ALL = "*";

    private KeptMaps() {
    }

    /**
     * Reuses maps.
     *
     * @param wanted names, or {@value #ALL} for every map that both versions have
     * @return the names of the maps taken over
     * @throws TrackerException of kind CONFLICT naming the differences when a map does not fit
     */
    static List<String> reuse(BpfObjectFile next, BpfObject running, List<String> wanted) {
        List<String> kept = new ArrayList<>();
        for (MapFile map : next.maps()) {
            boolean asked = wanted.contains(map.name());
            if (map.internal() || !asked && !wanted.contains(ALL)) {
                continue;
            }
            if (map.type() == MapType.RINGBUF || map.type() == MapType.PERF_EVENT_ARRAY) {
                refuseRing(map, asked);
                continue;
            }
            Optional<BpfMap> old = running.maps().stream().filter(one -> one.name().equals(map.name())).findFirst();
            if (old.isPresent()) {
                reuse(map, old.get());
                kept.add(map.name());
            }
        }
        return kept;
    }

    private static void refuseRing(MapFile map, boolean asked) {
        if (asked) {
            throw new TrackerException(Failure.of(FailureKind.BAD_PACKAGE, "\"keep_maps\" names " + map.name()
                    + ", which carries events: the old version's are read to the end, then the new one's begin",
                    "leave it out"));
        }
    }

    private static void reuse(MapFile map, BpfMap old) {
        try {
            map.reuse(old);
        } catch (BpfException e) {
            throw new TrackerException(new Failure(FailureKind.CONFLICT, "map \"" + map.name()
                    + "\" cannot be kept: " + e.getMessage(), e.errno(),
                    "leave it out of \"keep_maps\", or keep its type, key, value and size", "", "/keep_maps"), e);
        }
    }
}
