package io.eunomia.runtime.descriptor;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Describes how an object is loaded, attached and shown. Empty collections mean "not said": everything is then derived from
 * the object's sections and BTF.
 *
 * @param name of the tracker; empty when the package does not say
 * @param version as the package gives it, e.g. {@code 1.0.0}
 * @param programs the programs to load; empty for all
 * @param maps the maps to show as streams; empty for all rings
 * @param attach attach targets by program, in the syntax of {@code StartOptions.attach}; several attach it to each
 * @param without programs that are left out
 * @param optional programs that may fail to be attached, as long as one is; {@code "*"} for all
 * @param mapSizes sizes of maps by {@code NAME.max_entries} and {@code NAME.value_size}, as decimal text
 * @param alternatives groups of which the first workable choice is loaded
 * @param arguments by name, in the package's order; {@code const volatile} globals not listed become arguments too
 * @param events how ring and perf maps are decoded and shown
 * @param tables maps that are read, sorted and shown at an interval
 * @param displays what its maps and global variables hold, beside events and tables
 * @param iterators how what iterator programs write is read and shown; those not listed are shown as they are
 * @param keepMaps maps carried over a hot update; {@code "*"} for all
 * @param requires kernel features needed, e.g. {@code {"attach": ["tp_btf"], "kernel": "5.8"}}
 * @param extra members kept as they are for features that read them later: metrics, histograms, signature
 */
public record Descriptor(String name, String version, String description, Set<String> programs, List<String> maps,
        Map<String, List<String>> attach, Set<String> without, Set<String> optional, Map<String, String> mapSizes,
        List<Alternatives> alternatives, Map<String, ArgumentSpec> arguments, List<EventSpec> events,
        List<TableSpec> tables, List<DisplaySpec> displays, List<IteratorSpec> iterators, List<String> keepMaps, Requirements requires,
        Map<String, Object> extra) {

    /** Stands in {@code optional} and {@code keepMaps} for all programs or maps of the object. */
    public static final String ALL = "*";

    /** Describes a package that leaves no program out, needs every program that it has, and keeps the sizes of its maps. */
    public Descriptor(String name, String version, String description, Set<String> programs, List<String> maps,
            Map<String, List<String>> attach, List<Alternatives> alternatives, Map<String, ArgumentSpec> arguments,
            List<EventSpec> events, List<TableSpec> tables, List<String> keepMaps, Requirements requires,
            Map<String, Object> extra) {
        this(name, version, description, programs, maps, attach, Set.of(), Set.of(), Map.of(), alternatives, arguments,
                events, tables, List.of(), List.of(), keepMaps, requires, extra);
    }

    /** Describes a package that defines no displays. */
    public Descriptor(String name, String version, String description, Set<String> programs, List<String> maps,
            Map<String, List<String>> attach, Set<String> without, Set<String> optional, Map<String, String> mapSizes,
            List<Alternatives> alternatives, Map<String, ArgumentSpec> arguments, List<EventSpec> events,
            List<TableSpec> tables, List<IteratorSpec> iterators, List<String> keepMaps, Requirements requires,
            Map<String, Object> extra) {
        this(name, version, description, programs, maps, attach, without, optional, mapSizes, alternatives, arguments, events,
                tables, List.of(), iterators, keepMaps, requires, extra);
    }

    /** Returns the same descriptor under another name. */
    public Descriptor named(String other) {
        return new Descriptor(other, version, description, programs, maps, attach, without, optional, mapSizes,
                alternatives, arguments, events, tables, displays, iterators, keepMaps, requires, extra);
    }

    /**
     * Names groups of programs of which one is loaded.
     *
     * @param name what the group does, for messages
     * @param choices in order of preference; each is a list of programs that go together
     */
    public record Alternatives(String name, List<List<String>> choices) {
    }

    /**
     * A ring or perf map shown as a stream of events.
     *
     * @param map name of the map
     * @param stream name of the stream; the map's name when not said
     * @param type struct in the object's BTF, or empty to find it
     * @param fields columns to show by default; empty for all
     */
    public record EventSpec(String map, String stream, String type, List<FieldSpec> fields) {
    }

    /**
     * A map shown as a table at an interval.
     *
     * @param twin a second map of the same layout that programs write to while the first is drained, or empty
     * @param active the {@code u32} global that says which of the two programs write to (0 the first); set with twin
     * @param stream name of the stream; the map's name when not said
     * @param interval Go-style duration such as {@code 3s} or a reference {@code ${argument}}
     * @param sort fields whose sum decides the order, descending; empty for none
     * @param top number of rows as decimal text or a reference {@code ${argument}}; empty for all
     * @param drain whether entries are removed when shown
     */
    public record TableSpec(String map, String twin, String active, String stream, String interval,
            List<String> sort, String top, boolean drain, List<FieldSpec> fields) {
    }

    /**
     * An iterator program whose output is shown as a stream.
     *
     * @param stream name of the stream; the program's name when not said
     * @param type struct in the object's BTF of the records it writes; empty for text, or to find it
     * @param interval at which it is read, as a table's; empty to read it on demand
     */
    public record IteratorSpec(String program, String stream, String type, String interval, List<FieldSpec> fields) {
    }

    /**
     * Says how a field is shown.
     *
     * @param name of the field, dotted for nested ones
     * @param width columns in plain text, 0 to derive it
     * @param show a show rule, or its typedef's name, that overrides the BTF's, or empty
     * @param process of the field with the process whose code an address is in, for {@code usym}, {@code ustack} and {@code stack}; empty to take
     *     {@code tgid} or {@code pid}
     * @param stacks of a field with ids of stacks the map that holds them; empty if there is no doubt
     * @param description what it means, for people, or empty
     */
    public record FieldSpec(String name, int width, String show, String process, String stacks, String description) {
        public FieldSpec(String name, int width, String show, String process, String stacks) {
            this(name, width, show, process, stacks, "");
        }

        public FieldSpec(String name, int width, String show) {
            this(name, width, show, "");
        }

        public FieldSpec(String name, int width, String show, String process) {
            this(name, width, show, process, "");
        }
    }

    /**
     * Names what the kernel must have.
     *
     * @param attach attach kinds by label
     * @param kernel least release, or empty
     * @param btf kernel BTF needed
     */
    public record Requirements(List<String> attach, String kernel, boolean btf) {
        public static final Requirements NONE = new Requirements(List.of(), "", false);
    }
}
