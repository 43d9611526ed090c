package io.eunomia.runtime;

import io.eunomia.runtime.descriptor.ArgumentSpec;
import io.eunomia.runtime.display.DisplayInfo;
import io.eunomia.runtime.event.Field;
import java.util.List;
import java.util.Map;

/**
 * Tells what a package would do on this machine, or on a given kernel.
 *
 * @param runnable whether starting it is expected to succeed; only the verifier may still say no
 * @param obstacles why not; empty when runnable
 * @param kernel which kernel it is for, in words; empty for the running one
 * @param description what the package says it is; may be empty
 * @param displays what it would show beside events
 * @param relocations what the object's CO-RE relocations come to on that kernel, those of chosen programs; empty for the
 *     running one, whose libbpf does them
 */
public record Plan(String name, String version, String format, boolean runnable, List<PlannedProgram> programs,
        List<PlannedMap> maps, List<PlannedStream> streams, Map<String, ArgumentSpec> arguments,
        List<String> warnings, List<Failure> obstacles, String kernel, List<PlannedRelocation> relocations, String description,
        List<DisplayInfo> displays) {

    /** Makes a plan for the running kernel. */
    public Plan(String name, String version, String format, boolean runnable, List<PlannedProgram> programs,
            List<PlannedMap> maps, List<PlannedStream> streams, Map<String, ArgumentSpec> arguments,
            List<String> warnings, List<Failure> obstacles) {
        this(name, version, format, runnable, programs, maps, streams, arguments, warnings, obstacles, "", List.of());
    }

    /** Makes a plan without displays. */
    public Plan(String name, String version, String format, boolean runnable, List<PlannedProgram> programs,
            List<PlannedMap> maps, List<PlannedStream> streams, Map<String, ArgumentSpec> arguments,
            List<String> warnings, List<Failure> obstacles, String kernel, List<PlannedRelocation> relocations) {
        this(name, version, format, runnable, programs, maps, streams, arguments, warnings, obstacles, kernel, relocations, "",
                List.of());
    }

    /**
     * A program of the package, and whether it would be loaded.
     *
     * @param section the ELF section
     * @param attachTo where it would be attached
     * @param chosen whether it would be loaded
     * @param reason why it would not be, or what is unsure
     */
    public record PlannedProgram(String name, String section, String type, String attachTo, boolean chosen,
            int instructions, String reason) {
    }

    /**
     * A map of the package, and the memory it would take.
     *
     * @param estimatedBytes kernel memory, estimated from sizes and number of CPUs
     * @param pin path where it is pinned by name, or empty
     * @param reused whether a map is pinned there already, which would be used
     */
    public record PlannedMap(String name, String type, int keyBytes, int valueBytes, int maxEntries,
            long estimatedBytes, String pin, boolean reused) {

        /** Makes the plan of a map that is not pinned. */
        public PlannedMap(String name, String type, int keyBytes, int valueBytes, int maxEntries, long estimatedBytes) {
            this(name, type, keyBytes, valueBytes, maxEntries, estimatedBytes, "", false);
        }
    }

    /**
     * A stream of events that the tracker would have.
     *
     * @param struct the BTF struct its records are decoded with, or empty when they are shown as hex, with a note
     * @param fields their names
     * @param layout the same fields with what they hold
     */
    public record PlannedStream(String name, String map, String struct, List<String> fields, String note, List<Field> layout) {

        /** Makes a stream of fields of which only the names are known. */
        public PlannedStream(String name, String map, String struct, List<String> fields, String note) {
            this(name, map, struct, fields, note, List.of());
        }
    }

    /**
     * A CO-RE relocation.
     *
     * @param program that the instruction is in, or the function that programs call
     * @param instruction its number in the section
     * @param source {@code file.c:12}, or empty
     * @param kind as libbpf calls it: {@code byte_off}, {@code field_exists}, …
     * @param subject what is relocated: {@code struct task_struct.exit_code}
     * @param outcome {@code resolved}, {@code absent} (and the program asked), {@code missing} or {@code refused}
     * @param value what would be written; 0 unless resolved
     * @param reached whether the verifier would come to the instruction
     * @param problem what is lacking, or empty
     */
    public record PlannedRelocation(String program, int instruction, String source, String kind, String subject,
            String outcome, long value, boolean reached, String problem) {
    }
}
