package io.eunomia.runtime;

import io.eunomia.runtime.descriptor.ArgumentSpec;
import java.util.List;
import java.util.Map;

/**
 * What a package would do on this machine.
 *
 * @param runnable whether starting it is expected to succeed; only the verifier may still say no
 * @param obstacles why not; empty when runnable
 */
public record Plan(String name, String version, String format, boolean runnable, List<PlannedProgram> programs,
        List<PlannedMap> maps, List<PlannedStream> streams, Map<String, ArgumentSpec> arguments,
        List<String> warnings, List<Failure> obstacles) {

    /**
     * @param section the ELF section
     * @param attachTo where it would be attached
     * @param chosen whether it would be loaded
     * @param reason why it would not be, or what is unsure
     */
    public record PlannedProgram(String name, String section, String type, String attachTo, boolean chosen,
            int instructions, String reason) {
    }

    /**
     * @param estimatedBytes kernel memory, estimated from sizes and number of CPUs
     * @param pin path where it is pinned by name, or empty
     * @param reused whether a map is pinned there already, which would be used
     */
    public record PlannedMap(String name, String type, int keyBytes, int valueBytes, int maxEntries,
            long estimatedBytes, String pin, boolean reused) {

        /** Of a map that is not pinned. */
        public PlannedMap(String name, String type, int keyBytes, int valueBytes, int maxEntries, long estimatedBytes) {
            this(name, type, keyBytes, valueBytes, maxEntries, estimatedBytes, "", false);
        }
    }

    /** @param struct the BTF struct its records are decoded with, or empty when they are shown as hex, with a note */
    public record PlannedStream(String name, String map, String struct, List<String> fields, String note) {
    }
}
