package io.eunomia.runtime.internal.inference;

import io.eunomia.runtime.internal.inference.code.CodePoint;
import io.eunomia.runtime.internal.inference.code.CodeScan;
import io.eunomia.runtime.internal.inference.code.Region;
import io.eunomia.runtime.internal.inference.code.Region.Place;
import io.eunomia.runtime.internal.inference.code.Write;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tells by an object's programs which map of stacks an id is of: the one that {@code bpf_get_stackid} was given when it returned
 * what is stored there. Nothing is told where the programs store ids of several maps, or what the scan cannot follow.
 */
public final class StackOrigins {
    private final List<CodeScan> scans;

    StackOrigins(List<CodeScan> scans) {
        this.scans = List.copyOf(scans);
    }

    /** @param offset of the id in the ring's records */
    public Optional<String> ofRecord(String ring, int offset) {
        Set<String> found = new HashSet<>();
        for (CodeScan scan : scans) {
            scan.outputs().stream().filter(output -> output.map().equals(ring)).forEach(output -> add(scan, output.place(), offset, found));
        }
        return only(found);
    }

    /** @param offset of the id in the map's keys */
    public Optional<String> ofKey(String map, int offset) {
        Set<String> found = new HashSet<>();
        for (CodeScan scan : scans) {
            scan.keys().stream().filter(keyed -> keyed.map().equals(map)).forEach(keyed -> add(scan, keyed.key(), offset, found));
        }
        return only(found);
    }

    /** @param offset of the id in the map's values */
    public Optional<String> ofValue(String map, int offset) {
        Set<String> found = new HashSet<>();
        for (CodeScan scan : scans) {
            scan.writes().stream().filter(write -> isValue(write.place(), map) && write.place().offset() == offset)
                    .forEach(write -> origin(scan, write).ifPresent(found::add));
            scan.transfers().stream().filter(transfer -> isValue(transfer.to(), map)).forEach(transfer ->
                    add(scan, transfer.from(), offset - transfer.to().offset(), found));
        }
        return only(found);
    }

    private static boolean isValue(Place place, String map) {
        return place.region().kind() == Region.Kind.VALUE && place.region().name().equals(map);
    }

    private static void add(CodeScan scan, Place start, int offset, Set<String> found) {
        scan.writes().stream().filter(write -> write.place().region().meets(start.region())
                && write.place().offset() == start.offset() + offset).forEach(write -> origin(scan, write).ifPresent(found::add));
    }

    private static Optional<String> origin(CodeScan scan, Write write) {
        int origin = write.value().origin();
        return origin < 0 ? Optional.empty() : Optional.ofNullable(scan.stackIds().get(new CodePoint(write.at().section(), origin)));
    }

    private static Optional<String> only(Set<String> found) {
        return found.size() == 1 ? Optional.of(found.iterator().next()) : Optional.empty();
    }
}
