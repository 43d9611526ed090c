package io.eunomia.runtime.internal.engine;

import io.eunomia.libbpf.BpfObjectFile;
import io.eunomia.libbpf.MapFile;
import io.eunomia.libbpf.MapType;
import java.util.ArrayList;
import java.util.List;

/**
 * Sizes maps of stacks that an object leaves to its loader, as libbpf-tools do, which have options for it. Of two stacks with one place
 * in the map the later is missed: with room for the 1024 of libbpf-tools, one in seven of 300.
 */
final class StackMapSizes {
    /** The defaults of {@code --perf-max-stack-depth} of libbpf-tools, and of {@code --stack-storage-size} of bcc's profile. */
    private static final int DEPTH = 127;
    private static final int STACKS = 16_384;
    /** {@code BPF_F_STACK_BUILD_ID}, and the size of {@code struct bpf_stack_build_id}, of include/uapi/linux/bpf.h. */
    private static final int BUILD_ID = 1 << 5;
    private static final int BUILD_ID_BYTES = 32;

    private StackMapSizes() {
    }

    /** Sets the sizes that are missing. @return what was set */
    static List<String> apply(BpfObjectFile file) {
        List<String> notes = new ArrayList<>();
        for (MapFile map : file.maps()) {
            if (map.type() != MapType.STACK_TRACE || map.maxEntries() != 0 && map.valueSize() != 0) {
                continue;
            }
            int frame = (map.flags() & BUILD_ID) != 0 ? BUILD_ID_BYTES : Long.BYTES;
            if (map.valueSize() == 0) {
                map.valueSize(DEPTH * frame);
            }
            if (map.maxEntries() == 0) {
                map.maxEntries(STACKS);
            }
            notes.add("map " + map.name() + " has no size, and gets room for " + map.maxEntries() + " stacks of " + map.valueSize() / frame
                    + " functions; --map " + map.name() + ".max_entries=N makes it larger");
        }
        return notes;
    }
}
