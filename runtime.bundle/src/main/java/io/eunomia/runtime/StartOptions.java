package io.eunomia.runtime;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The options a tracker runs with. They are kept with the tracker, also across restarts.
 *
 * @param name overrides the package's name; empty to keep it
 * @param arguments values of the package's arguments by name, as text
 * @param attach attach targets by program name, e.g. {@code eth0}, {@code /usr/bin/bash:readline}, {@code libc:malloc}; a
 *     program with several is attached to each
 * @param without programs that are left out
 * @param lenient whether every program may fail to be attached, as long as one is; the tracker says which are not
 * @param maps sizes of maps by {@code NAME.max_entries} and {@code NAME.value_size}, as text
 * @param exports export handlers that receive the events
 * @param btf the running kernel's types where it does not show them; the programs read its structs by these
 * @param persistence whether the tracker stays in the kernel while no daemon runs, so that the next daemon takes it over;
 *     empty to do as the daemon does with all (off unless its configuration says otherwise)
 * @param tables maps that are shown as tables, whatever the package says: {@code counts}, {@code .bss}
 * @param histograms maps that are shown as histograms of powers of two: {@code MAP}, or {@code MAP:MEMBER} for a list in its
 *     value or a number in its key
 * @param stacks maps that are shown as call stacks: {@code MAP}, or {@code MAP:PROCESS} with the field, argument or number that
 *     says whose functions stacks in user space have
 * @param jvmMaps whether Java virtual machines that are met in stacks are asked to write down what they have compiled, so that
 *     their methods have names
 */
public record StartOptions(String name, Map<String, String> arguments, Map<String, List<String>> attach,
        Set<String> without, boolean lenient, Map<String, String> maps, List<ExportRequest> exports,
        Optional<GivenTypes> btf, Optional<Boolean> persistence, List<String> tables, List<String> histograms,
        List<String> stacks, boolean jvmMaps) {

    private static final StartOptions NONE = new StartOptions("", Map.of(), Map.of(), List.of());

    /**
     * Asks for an export of the events.
     *
     * @param handler name of an export handler
     * @param arguments the handler's own settings
     */
    public record ExportRequest(String handler, Map<String, String> arguments) {
        public ExportRequest {
            arguments = Map.copyOf(arguments);
        }

        /**
         * Reads exports as people write them: handlers with commas between, {@code json,csv}, the last of which may have
         * settings behind a colon: {@code file:path=/var/log/x.json,keep=5}. A comma inside a value is written {@code \,}, and
         * a backslash {@code \\}; the names of {@code fields} need no backslash.
         *
         * @throws IllegalArgumentException naming what is neither a handler nor a setting
         */
        public static List<ExportRequest> parse(String text) {
            return ExportText.parse(text);
        }

        /** Writes the export as {@link #parse} reads it. */
        public String text() {
            return ExportText.of(this);
        }
    }

    public StartOptions {
        arguments = Map.copyOf(arguments);
        attach = attach.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> List.copyOf(entry.getValue())));
        without = Set.copyOf(without);
        maps = Map.copyOf(maps);
        exports = List.copyOf(exports);
        tables = List.copyOf(tables);
        histograms = List.copyOf(histograms);
        stacks = List.copyOf(stacks);
    }

    /** Options for all programs of the package, each with one attach target at most. */
    public StartOptions(String name, Map<String, String> arguments, Map<String, String> attach,
            List<ExportRequest> exports) {
        this(name, arguments, each(attach), Set.of(), false, Map.of(), exports, Optional.empty(), Optional.empty(),
                List.of(), List.of(), List.of(), false);
    }

    private static Map<String, List<String>> each(Map<String, String> targets) {
        Map<String, List<String>> lists = new LinkedHashMap<>();
        targets.forEach((program, target) -> lists.put(program, List.of(target)));
        return Collections.unmodifiableMap(lists);
    }

    /** Returns these options without a name, because an installed tracker has one already. */
    public StartOptions unnamed() {
        return name.isEmpty() ? this : withName("");
    }

    public static StartOptions none() {
        return NONE;
    }

    public StartOptions withName(String other) {
        return new StartOptions(other, arguments, attach, without, lenient, maps, exports, btf, persistence, tables, histograms, stacks, jvmMaps);
    }

    public StartOptions withArguments(Map<String, String> others) {
        return new StartOptions(name, others, attach, without, lenient, maps, exports, btf, persistence, tables, histograms, stacks, jvmMaps);
    }

    public StartOptions withAttach(Map<String, List<String>> others) {
        return new StartOptions(name, arguments, others, without, lenient, maps, exports, btf, persistence, tables, histograms, stacks, jvmMaps);
    }

    public StartOptions withoutPrograms(Collection<String> programs) {
        return new StartOptions(name, arguments, attach, Set.copyOf(programs), lenient, maps, exports, btf, persistence, tables, histograms, stacks, jvmMaps);
    }

    public StartOptions withLenient(boolean other) {
        return new StartOptions(name, arguments, attach, without, other, maps, exports, btf, persistence, tables, histograms, stacks, jvmMaps);
    }

    public StartOptions withMaps(Map<String, String> others) {
        return new StartOptions(name, arguments, attach, without, lenient, others, exports, btf, persistence, tables, histograms, stacks, jvmMaps);
    }

    public StartOptions withExports(List<ExportRequest> others) {
        return new StartOptions(name, arguments, attach, without, lenient, maps, others, btf, persistence, tables, histograms, stacks, jvmMaps);
    }

    public StartOptions withBtf(GivenTypes types) {
        return withBtf(Optional.of(types));
    }

    public StartOptions withBtf(Optional<GivenTypes> types) {
        return new StartOptions(name, arguments, attach, without, lenient, maps, exports, types, persistence, tables, histograms, stacks, jvmMaps);
    }

    /**
     * Tells whether these options ask for a tracker that stays in the kernel while no daemon runs, and that the next daemon
     * takes over. A daemon may keep all of its trackers there, or none, whatever they ask for.
     */
    public boolean persist() {
        return persistence.orElse(false);
    }

    /**
     * Returns these options for a tracker that stays in the kernel while no daemon runs, so that the next daemon takes it
     * over; or for one that does not, also where the daemon keeps all others.
     */
    public StartOptions withPersist(boolean wanted) {
        return withPersist(Optional.of(wanted));
    }

    /** Returns these options with what they say about staying in the kernel; empty to do as the daemon does with all. */
    public StartOptions withPersist(Optional<Boolean> wanted) {
        return new StartOptions(name, arguments, attach, without, lenient, maps, exports, btf, wanted, tables, histograms, stacks, jvmMaps);
    }

    /** Returns these options with maps that are shown as tables. */
    public StartOptions withTables(List<String> maps) {
        return new StartOptions(name, arguments, attach, without, lenient, this.maps, exports, btf, persistence, maps, histograms, stacks, jvmMaps);
    }

    /** Returns these options with maps that are shown as histograms of powers of two, {@code MAP} or {@code MAP:MEMBER}. */
    public StartOptions withHistograms(List<String> maps) {
        return new StartOptions(name, arguments, attach, without, lenient, this.maps, exports, btf, persistence, tables, maps, stacks, jvmMaps);
    }

    /** Returns these options with maps that are shown as call stacks, {@code MAP} or {@code MAP:PROCESS}. */
    public StartOptions withStacks(List<String> maps) {
        return new StartOptions(name, arguments, attach, without, lenient, this.maps, exports, btf, persistence, tables, histograms, maps, jvmMaps);
    }

    /** Returns these options with whether Java virtual machines are asked for the names of what they have compiled. */
    public StartOptions withJvmMaps(boolean asked) {
        return new StartOptions(name, arguments, attach, without, lenient, maps, exports, btf, persistence, tables, histograms, stacks, asked);
    }
}
