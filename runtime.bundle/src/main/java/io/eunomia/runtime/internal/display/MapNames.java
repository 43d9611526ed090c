package io.eunomia.runtime.internal.display;

import io.eunomia.libbpf.MapFile;
import io.eunomia.libbpf.MapType;
import java.util.Locale;

/** Names types of maps as bpftool does. */
final class MapNames {
    private MapNames() {
    }

    static String type(MapFile map) {
        return type(map.type());
    }

    static String type(MapType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }
}
