package io.eunomia.libbpf.btf;

import io.eunomia.libbpf.internal.btf.MapDefinitionReader;
import java.util.List;

/** Reads the map definitions that an object's BTF holds in the data section {@code .maps}. */
public final class BtfMaps {
    private BtfMaps() {
    }

    /**
     * The maps in the order of the section's entries; none if the object has no such section.
     *
     * @throws MalformedBtfException for a definition that libbpf's {@code parse_btf_map_def} would not understand,
     *         naming map and field
     */
    public static List<MapBlueprint> of(Btf btf) {
        MapDefinitionReader reader = new MapDefinitionReader(btf);
        return btf.dataSection(".maps").stream().flatMap(section -> section.entries().stream())
                .map(entry -> reader.read(entry.typeId())).toList();
    }
}
