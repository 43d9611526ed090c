package io.eunomia.runtime.internal.persist;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A BPF file system of a test's own. */
record BpfMount(Path place) implements AutoCloseable {

    /** Mounts one at an existing folder. */
    static BpfMount at(Path place) {
        run("mount", "-t", "bpf", "bpf", place.toString());
        return new BpfMount(place);
    }

    void remount(String option) {
        run("mount", "-o", "remount," + option, place.toString());
    }

    @Override
    public void close() {
        run("umount", place.toString());
    }

    static void run(String... command) {
        try {
            Process process = new ProcessBuilder(new ArrayList<>(List.of(command))).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(String.join(" ", command) + ": " + said);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
