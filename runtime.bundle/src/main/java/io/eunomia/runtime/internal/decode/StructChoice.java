package io.eunomia.runtime.internal.decode;

import io.eunomia.libbpf.btf.Btf;
import io.eunomia.libbpf.btf.BtfType.Pointer;
import io.eunomia.libbpf.btf.BtfType.StructType;
import io.eunomia.libbpf.btf.BtfType.Typedef;
import io.eunomia.libbpf.btf.BtfType.Variable;
import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.internal.inference.RecordInference;
import io.eunomia.runtime.internal.inference.RecordInference.HandOver;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Chooses the struct of a ring's records when the package does not name one; the order of the rules is that of
 * docs/events.md.
 */
final class StructChoice {
    private static final List<String> COMMON_NAMES = List.of("event", "event_t", "data_t");
    /** Names of pointers that only keep a struct in BTF: {@code unused}, {@code __unused_event}, {@code dummy}, {@code _}. */
    private static final Pattern KEPT = Pattern.compile("(?i)_+|.*(?:unused|dummy|btf|export).*|(?:.*_)?keep(?:_.*)?");

    private final Btf btf;
    private final List<MapShape> maps;
    private final RecordInference evidence;
    private final Map<String, StructType> pointers = new LinkedHashMap<>();
    private Set<Integer> kernelTypes;

    StructChoice(Btf btf, List<MapShape> maps, RecordInference evidence) {
        this.btf = btf;
        this.maps = maps;
        this.evidence = evidence;
        btf.all(Variable.class).forEach(variable -> {
            if (btf.resolve(variable.typeId()) instanceof Pointer pointer
                    && btf.resolve(pointer.typeId()) instanceof StructType struct) {
                pointers.put(variable.name(), struct);
            }
        });
    }

    /** Finds the struct of a name that a package gives. */
    Optional<StructType> named(String name) {
        return find(btf, name);
    }

    TrackerException unknown(String map, String name) {
        return new TrackerException(Failure.of(FailureKind.BAD_PACKAGE,
                "events of map " + map + ": the object's BTF has no struct \"" + name + '"',
                "structs it could be: " + String.join(", ", plausible())
                        + "; a struct that is only used inside functions gets into BTF by a global "
                        + "\"const struct " + name + " *" + map + "_event\""));
    }

    /** Finds the struct that the map's type, or the pointer named after the map, declares. */
    Optional<StructType> declared(MapShape map) {
        return valueType(map).or(() -> Optional.ofNullable(pointers.get(map.name() + "_event")));
    }

    /** Finds the struct that a pointer kept for it, the records' origin, a name or their size suggests; empty without any. */
    Optional<StructType> suggested(MapShape map) {
        return told(map).or(() -> bySize(map));
    }

    /** Finds the structs of which pointers are kept, if each program writes records of one of them, and not all of the same. */
    List<StructType> several(MapShape map) {
        Set<StructType> found = new LinkedHashSet<>();
        for (HandOver place : evidence.handOvers(map.name())) {
            List<StructType> here = kept().values().stream().distinct().filter(struct -> place.size() == struct.size()
                    && new StructFit(btf, struct).proven(List.of(place))).toList();
            if (here.size() != 1) {
                return List.of();
            }
            found.add(here.get(0));
        }
        return found.size() > 1 ? List.copyOf(found) : List.of();
    }

    private Optional<StructType> told(MapShape map) {
        return declared(map).or(() -> hinted(map)).or(() -> valueOf(map)).or(() -> byName(map));
    }

    /** Finds the value type of the map that the records are values of, such as the only value of a per-CPU array. */
    private Optional<StructType> valueOf(MapShape map) {
        Set<Integer> types = evidence.valueTypes(map.name());
        Set<Integer> sizes = evidence.sizes(map.name());
        return types.size() == 1 && btf.resolve(types.iterator().next()) instanceof StructType struct
                && (sizes.isEmpty() || sizes.equals(Set.of(struct.size()))) ? Optional.of(struct) : Optional.empty();
    }

    private Optional<StructType> valueType(MapShape map) {
        return map.valueTypeId() != 0 && btf.resolve(map.valueTypeId()) instanceof StructType struct
                ? Optional.of(struct) : Optional.empty();
    }

    /** Finds a pointer that is there to keep a struct in BTF: the one of a similar name, or the only one for the only ring. */
    private Optional<StructType> hinted(MapShape map) {
        Map<String, StructType> free = kept();
        for (Map.Entry<String, StructType> one : pointers.entrySet()) {
            boolean similar = one.getKey().contains(map.name())
                    || free.containsKey(one.getKey()) && namesFor(map.name()).contains(one.getValue().name());
            if (similar && possible(map, one.getValue())) {
                return Optional.of(one.getValue());
            }
        }
        Set<StructType> left = new LinkedHashSet<>(free.values());
        return rings().size() == 1 && left.size() == 1 ? left.stream().filter(one -> possible(map, one)).findFirst()
                : Optional.empty();
    }

    /**
     * Finds such pointers by their names, except those that name another ring. Other pointers belong to the program's own
     * work.
     */
    private Map<String, StructType> kept() {
        Map<String, StructType> kept = new LinkedHashMap<>();
        pointers.forEach((name, struct) -> {
            if (KEPT.matcher(name).matches() && rings().stream().noneMatch(ring -> name.equals(ring + "_event"))) {
                kept.put(name, struct);
            }
        });
        return kept;
    }

    private Optional<StructType> byName(MapShape map) {
        List<String> names = new ArrayList<>(namesFor(map.name()));
        if (rings().size() == 1) {
            names.addAll(COMMON_NAMES);
        }
        // A map called "files" is not about the kernel's struct file, which CO-RE may have brought along.
        return names.stream().flatMap(name -> find(btf, name).stream()).filter(struct -> !kernelTypes().contains(struct.id()))
                .filter(struct -> elsewhere(struct) ? proven(map, struct) : possible(map, struct)).findFirst();
    }

    /** Returns likely names: {@code events} → {@code events_event, event, events}, each with {@code _t} too. */
    private static List<String> namesFor(String map) {
        String singular = map.endsWith("s") ? map.substring(0, map.length() - 1) : map;
        return List.of(map + "_event", singular + "_event", singular, map, map + "_event_t", singular + "_event_t",
                singular + "_t", map + "_t");
    }

    private boolean possible(MapShape map, StructType struct) {
        return new StructFit(btf, struct).possible(evidence.handOvers(map.name()));
    }

    private boolean proven(MapShape map, StructType struct) {
        return new StructFit(btf, struct).proven(evidence.handOvers(map.name()));
    }

    /** Tells whether it is in BTF because another map has keys or values of it. */
    private boolean elsewhere(StructType struct) {
        return maps.stream().anyMatch(map -> is(map.valueTypeId(), struct) || is(map.keyTypeId(), struct));
    }

    private boolean is(int typeId, StructType struct) {
        return typeId > 0 && btf.resolve(typeId).id() == struct.id();
    }

    /** Finds the only struct of the size that the programs write, kernel structs and those of other rings left out. */
    private Optional<StructType> bySize(MapShape map) {
        Set<Integer> sizes = evidence.sizes(map.name());
        if (sizes.size() != 1) {
            return Optional.empty();
        }
        int size = sizes.iterator().next();
        Set<StructType> taken = maps.stream().filter(MapShape::ring).flatMap(ring -> told(ring).stream())
                .collect(Collectors.toSet());
        List<StructType> fitting = candidates().stream()
                .filter(struct -> struct.size() == size && !taken.contains(struct) && proven(map, struct)).toList();
        return fitting.size() == 1 ? Optional.of(fitting.get(0)) : Optional.empty();
    }

    /** Finds a struct by its own name or that of a typedef. */
    static Optional<StructType> find(Btf types, String name) {
        Optional<StructType> struct = types.find(name, StructType.class);
        return struct.isPresent() ? struct : types.find(name, Typedef.class)
                .map(typedef -> types.resolve(typedef)).filter(StructType.class::isInstance).map(StructType.class::cast);
    }

    private List<String> rings() {
        return maps.stream().filter(MapShape::ring).map(MapShape::name).toList();
    }

    /** Returns structs that may be the object's own: what CO-RE takes from the kernel carries relocations. */
    private List<StructType> candidates() {
        Set<Integer> kernel = kernelTypes();
        return btf.structs().stream().filter(struct -> !struct.name().isEmpty() && !struct.union()
                && !kernel.contains(struct.id()) && !kernelName(struct.name())).toList();
    }

    private Set<Integer> kernelTypes() {
        if (kernelTypes == null) {
            kernelTypes = new ForeignStructs(btf).reachable(evidence.relocatedTypes());
        }
        return kernelTypes;
    }

    private List<String> plausible() {
        List<String> names = candidates().stream().map(StructType::name).limit(20).toList();
        return names.isEmpty() ? List.of("none") : names;
    }

    private static boolean kernelName(String name) {
        return name.startsWith("trace_event_raw_") || name.startsWith("bpf_") || name.startsWith("__")
                || name.equals("pt_regs") || name.equals("trace_entry") || name.equals("task_struct");
    }
}
