package io.eunomia.runtime.internal.persist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/**
 * The file system whose files keep kernel objects.
 *
 * @param place a folder in it; what is missing of its path is passed over
 * @param mount mounts it where it is missing, or returns what to do, a command a line
 */
record BpfFileSystem(Path place, Supplier<List<String>> mount) {
    private static final String TYPE = "bpf";

    /** Mounts it if it is missing, because a fresh machine has none. @throws io.eunomia.runtime.TrackerException UNSUPPORTED */
    void require() throws IOException {
        if (isThere()) {
            return;
        }
        List<String> remedy = mount.get();
        if (!isThere()) {
            throw PinFailure.notMounted(place, remedy.stream().filter(line -> line.contains(" " + place)).findFirst()
                    .orElse("mount -t bpf bpf " + place));
        }
    }

    private boolean isThere() throws IOException {
        Path there = place;
        while (!Files.exists(there)) {
            there = there.getParent();
        }
        return Files.getFileStore(there).type().equals(TYPE);
    }
}
