package io.eunomia.runtime.internal.engine;

import io.eunomia.libbpf.BpfObjectFile;
import io.eunomia.libbpf.Libbpf;
import io.eunomia.libbpf.MapFile;
import io.eunomia.libbpf.MapType;
import io.eunomia.libbpf.PinnedMap;
import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.TrackerException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The maps of an object that are pinned by name: load finds them in the BPF file system and uses what is there, or makes
 * them and pins them there. They outlive their tracker.
 */
public record Pins(List<Pin> pins) {

    /**
     * A map with the path of its pin.
     *
     * @param map name of the map
     * @param ring whether it carries events
     * @param existing what is pinned there already; empty when load makes it
     */
    public record Pin(String map, Path path, boolean ring, Optional<PinnedMap> existing) {
    }

    public Pins {
        pins = List.copyOf(pins);
    }

    /**
     * Finds the pins of an object's maps.
     *
     * @throws TrackerException of kind CONFLICT naming each difference when what is pinned does not fit
     */
    static Pins of(BpfObjectFile file, Libbpf libbpf) {
        List<Pin> pins = new ArrayList<>();
        for (MapFile map : file.maps()) {
            map.pinPath().ifPresent(path -> {
                Optional<PinnedMap> existing = libbpf.pinnedMap(path);
                existing.ifPresent(pinned -> requireSame(map, path, pinned));
                boolean ring = map.type() == MapType.RINGBUF || map.type() == MapType.PERF_EVENT_ARRAY;
                pins.add(new Pin(map.name(), path, ring, existing));
            });
        }
        return new Pins(pins);
    }

    private static void requireSame(MapFile map, Path path, PinnedMap pinned) {
        List<String> differences = new ArrayList<>();
        compare(differences, "type", pinned.type(), map.type());
        compare(differences, "key size", pinned.keySize(), map.keySize());
        compare(differences, "value size", pinned.valueSize(), map.valueSize());
        // A size of no entries makes libbpf take one for each CPU.
        if (map.type() != MapType.PERF_EVENT_ARRAY || map.maxEntries() != 0) {
            compare(differences, "max_entries", Integer.toUnsignedString(pinned.maxEntries()),
                    Integer.toUnsignedString(map.maxEntries()));
        }
        compare(differences, "flags", "0x" + Integer.toHexString(pinned.flags()), "0x" + Integer.toHexString(map.flags()));
        if (!differences.isEmpty()) {
            throw new TrackerException(Failure.of(FailureKind.CONFLICT, "map \"" + map.name() + "\" is pinned at " + path
                    + " with other properties: " + String.join(", ", differences), "remove the pin if nobody needs it (rm "
                    + path + "), or give the map what it has there, for instance --map " + map.name() + ".max_entries="
                    + Integer.toUnsignedString(pinned.maxEntries())));
        }
    }

    private static void compare(List<String> differences, String what, Object there, Object here) {
        if (!there.equals(here)) {
            differences.add(what + " is " + there + " there, " + here + " in the object");
        }
    }

    /**
     * Finds a ring that both would read, of which each would get only a part.
     *
     * @return the failure for the tracker that comes second
     */
    Optional<Failure> conflict(Pins other, String otherName) {
        return pins.stream().filter(Pin::ring).filter(pin -> other.pins.stream().anyMatch(
                one -> one.ring() && one.path().equals(pin.path()))).findFirst().map(pin -> Failure.of(
                        FailureKind.CONFLICT, "ring \"" + pin.map() + "\" is pinned at " + pin.path() + ", and tracker \""
                        + otherName + "\" reads it: each of two readers would get a part of the events",
                        "stop that tracker first, or give the ring another name in one of the two"));
    }

    /** Returns the names of maps that were pinned before. */
    Set<String> existing() {
        return pins.stream().filter(pin -> pin.existing().isPresent()).map(Pin::map).collect(Collectors.toSet());
    }

    /** Returns where a map is pinned, as text; empty when it is not. */
    String of(String map) {
        return pins.stream().filter(pin -> pin.map().equals(map)).map(pin -> pin.path().toString()).findFirst().orElse("");
    }

    /** Says what users should know of pins that were there before. */
    List<String> notes() {
        return pins.stream().filter(pin -> pin.existing().isPresent()).map(pin -> "map " + pin.map() + " is pinned at "
                + pin.path() + " and was there before: its content is kept" + (pin.ring() ? ", events of whoever else"
                        + " writes to it are shown too, and another reader takes events away" : "")).toList();
    }
}
