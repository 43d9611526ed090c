package io.eunomia.runtime.internal.parse;

import io.eunomia.runtime.descriptor.ArgumentSpec;
import io.eunomia.runtime.descriptor.Descriptor;
import io.eunomia.runtime.descriptor.Descriptor.Alternatives;
import io.eunomia.runtime.descriptor.Descriptor.EventSpec;
import io.eunomia.runtime.descriptor.Descriptor.IteratorSpec;
import io.eunomia.runtime.descriptor.Descriptor.Requirements;
import io.eunomia.runtime.descriptor.Descriptor.TableSpec;
import io.eunomia.runtime.descriptor.DisplaySpec;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A descriptor that is being read. Whatever a form does not say stays empty. */
final class Draft {
    String name = "";
    String version = "";
    String description = "";
    final Set<String> programs = new LinkedHashSet<>();
    List<String> maps = List.of();
    final Map<String, List<String>> attach = new LinkedHashMap<>();
    final Set<String> without = new LinkedHashSet<>();
    final Set<String> optional = new LinkedHashSet<>();
    final Map<String, String> mapSizes = new LinkedHashMap<>();
    List<Alternatives> alternatives = List.of();
    final Map<String, ArgumentSpec> arguments = new LinkedHashMap<>();
    List<EventSpec> events = List.of();
    List<TableSpec> tables = List.of();
    List<DisplaySpec> displays = List.of();
    /** Where form 3 defines the display of a map, by map. */
    final Map<String, String> samples = new LinkedHashMap<>();
    List<IteratorSpec> iterators = List.of();
    List<String> keepMaps = List.of();
    Requirements requires = Requirements.NONE;
    final Map<String, Object> extra = new LinkedHashMap<>();

    Descriptor finish() {
        return new Descriptor(name, version, description, unmodifiable(programs), maps, unmodifiable(attach),
                unmodifiable(without), unmodifiable(optional), unmodifiable(mapSizes), alternatives,
                unmodifiable(arguments), events, tables, displays, iterators, keepMaps, requires, unmodifiable(extra));
    }

    /** Copies a map in its order, which {@code Map.copyOf} would lose. */
    private static <V> Map<String, V> unmodifiable(Map<String, V> map) {
        return java.util.Collections.unmodifiableMap(map);
    }

    private static Set<String> unmodifiable(Set<String> set) {
        return java.util.Collections.unmodifiableSet(set);
    }
}
