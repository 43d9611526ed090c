package io.eunomia.runtime.internal.engine;

import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.BpfObjectFile;
import io.eunomia.libbpf.Libbpf;
import io.eunomia.libbpf.PinnedMap;
import io.eunomia.runtime.descriptor.TrackerPackage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at maps that outlive their objects by a pin. */
public record PinnedMaps(Libbpf libbpf) {
    private static final Logger LOG = LoggerFactory.getLogger(PinnedMaps.class);

    /** Returns where a package's maps are pinned by name; empty when its object cannot be opened. */
    public List<Path> paths(TrackerPackage trackerPackage) {
        try (BpfObjectFile file = libbpf.open(trackerPackage.descriptor().name(), trackerPackage.elf())) {
            return file.maps().stream().flatMap(map -> map.pinPath().stream()).toList();
        } catch (BpfException e) {
            LOG.debug("the pins of {} are not known", trackerPackage.descriptor().name(), e);
            return List.of();
        }
    }

    /** Names the programs of this kernel that use the map pinned there, for people. */
    public List<String> programsHolding(Path pin) {
        return libbpf.pinnedMap(pin).map(map -> libbpf.programsUsing(map.id())).orElse(Map.of()).entrySet().stream()
                .map(program -> "program " + program.getValue() + " (id " + program.getKey() + ')').toList();
    }

    /** Returns the kernel-wide id of the map that is pinned there. */
    public OptionalInt id(Path pin) {
        return libbpf.pinnedMap(pin).stream().mapToInt(PinnedMap::id).findFirst();
    }
}
