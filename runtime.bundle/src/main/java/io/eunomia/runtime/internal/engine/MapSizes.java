package io.eunomia.runtime.internal.engine;

import io.eunomia.libbpf.BpfObjectFile;
import io.eunomia.libbpf.MapFile;
import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.descriptor.Descriptor;
import io.eunomia.runtime.internal.value.Units;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/** Sets map sizes that differ from those the object was compiled with; a start's sizes override the package's. */
record MapSizes(Map<String, String> texts) {
    /** Sizes of maps are {@code __u32} in {@code union bpf_attr} of include/uapi/linux/bpf.h. */
    private static final long MOST = 0xffff_ffffL;

    static MapSizes of(Descriptor descriptor, StartOptions options) {
        Map<String, String> texts = new LinkedHashMap<>(descriptor.mapSizes());
        texts.putAll(options.maps());
        return new MapSizes(texts);
    }

    /** Sets the sizes. @throws TrackerException of kind BAD_REQUEST naming what is wrong and what there is */
    void apply(BpfObjectFile file) {
        texts.forEach((key, text) -> {
            int dot = key.lastIndexOf('.');
            String size = key.substring(dot + 1);
            if (dot <= 0 || !size.equals("max_entries") && !size.equals("value_size")) {
                throw wrong(key, "map size \"" + key + "\" is not understood",
                        "give NAME.max_entries=N or NAME.value_size=N");
            }
            MapFile map = map(file, key, key.substring(0, dot));
            int value = (int) number(key, text);
            if (size.equals("max_entries")) {
                map.maxEntries(value);
            } else {
                map.valueSize(value);
            }
        });
    }

    private static MapFile map(BpfObjectFile file, String key, String name) {
        return file.maps().stream().filter(map -> map.name().equals(name) && !map.internal()).findFirst()
                .orElseThrow(() -> wrong(key, "the object has no map \"" + name + "\" whose size can be set",
                        "it has " + String.join(", ", new TreeSet<>(file.maps().stream()
                                .filter(map -> !map.internal()).map(MapFile::name).toList()))));
    }

    private static long number(String key, String text) {
        try {
            long value = Units.bytes(text);
            if (value >= 1 && value <= MOST) {
                return value;
            }
        } catch (IllegalArgumentException e) {
            // The failure is reported below, as for a number that is out of range.
        }
        throw wrong(key, "map size " + key + " is \"" + text + '"', "give a number from 1 to " + MOST
                + "; 64k and 1M are understood");
    }

    private static TrackerException wrong(String key, String message, String hint) {
        return new TrackerException(Failure.at(FailureKind.BAD_REQUEST, "/map/" + key, message, hint));
    }
}
