package io.eunomia.runtime.internal.decode;

import io.eunomia.libbpf.btf.Btf;
import io.eunomia.libbpf.btf.BtfType.Pointer;
import io.eunomia.libbpf.btf.BtfType.StructType;
import io.eunomia.libbpf.btf.BtfType.Typedef;
import io.eunomia.libbpf.btf.BtfType.Variable;
import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.internal.evidence.InferredField;
import io.eunomia.runtime.internal.evidence.RecordEvidence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Which struct a ring's records have when nobody says; the order of the rules is that of docs/events.md. */
final class StructChoice {
    private static final List<String> COMMON_NAMES = List.of("event", "event_t", "data_t");

    private final Btf btf;
    private final List<MapShape> maps;
    private final RecordEvidence evidence;
    private final Map<String, StructType> pointers = new LinkedHashMap<>();
    private Set<Integer> kernelTypes;

    StructChoice(Btf btf, List<MapShape> maps, RecordEvidence evidence) {
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

    /** The struct of a name that a package gives. */
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

    /** The struct that the map's type or a global pointer declares. */
    Optional<StructType> declared(MapShape map) {
        return valueType(map).or(() -> Optional.ofNullable(pointers.get(map.name() + "_event")))
                .or(() -> hinted(map)).or(() -> valueOf(map));
    }

    /** The struct that a name or the records' size suggests; empty when there is none or too many. */
    Optional<StructType> suggested(MapShape map) {
        return byName(map).or(() -> bySize(map));
    }

    private Optional<StructType> told(MapShape map) {
        return declared(map).or(() -> byName(map));
    }

    /** Records that are values of a map, such as the only one of a per-CPU array, have that map's value type. */
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

    /** Pointers to a struct that nobody uses: the one of a similar name, or the only one for the only ring. */
    private Optional<StructType> hinted(MapShape map) {
        Map<String, StructType> free = new LinkedHashMap<>(pointers);
        rings().forEach(ring -> free.remove(ring + "_event"));
        for (Map.Entry<String, StructType> one : free.entrySet()) {
            if (namesFor(map.name()).contains(one.getValue().name()) || one.getKey().contains(map.name())) {
                return accepted(map, one.getValue());
            }
        }
        Set<StructType> left = new LinkedHashSet<>(free.values());
        return rings().size() == 1 && left.size() == 1 ? accepted(map, left.iterator().next()) : Optional.empty();
    }

    private Optional<StructType> byName(MapShape map) {
        List<String> names = new ArrayList<>(namesFor(map.name()));
        if (rings().size() == 1) {
            names.addAll(COMMON_NAMES);
        }
        // A map called "files" is not about the kernel's struct file, which CO-RE may have brought along.
        return names.stream().flatMap(name -> find(btf, name).stream()).filter(struct -> !kernelTypes().contains(struct.id()))
                .flatMap(struct -> accepted(map, struct).stream()).findFirst();
    }

    /** {@code events} → {@code events_event, event, events}, each with {@code _t} too. */
    private static List<String> namesFor(String map) {
        String singular = map.endsWith("s") ? map.substring(0, map.length() - 1) : map;
        return List.of(map + "_event", singular + "_event", singular, map, map + "_event_t", singular + "_event_t",
                singular + "_t", map + "_t");
    }

    /** What the object's programs write has to fit the struct, where that is known. */
    private Optional<StructType> accepted(MapShape map, StructType struct) {
        Set<Integer> sizes = evidence.sizes(map.name());
        boolean fits = sizes.isEmpty() || sizes.stream().anyMatch(size -> size <= struct.size());
        return fits && struct.size() > 0 ? Optional.of(struct) : Optional.empty();
    }

    /** The only struct of the size that the programs write, kernel structs and those of other rings left out. */
    private Optional<StructType> bySize(MapShape map) {
        Set<Integer> sizes = evidence.sizes(map.name());
        if (sizes.size() != 1) {
            return Optional.empty();
        }
        int size = sizes.iterator().next();
        Set<StructType> taken = maps.stream().filter(MapShape::ring).flatMap(ring -> told(ring).stream())
                .collect(Collectors.toSet());
        List<StructType> fitting = candidates().stream()
                .filter(struct -> struct.size() == size && !taken.contains(struct) && agrees(map, struct)).toList();
        return fitting.size() == 1 ? Optional.of(fitting.get(0)) : Optional.empty();
    }

    /** Whether most of what programs were seen to write has the struct's names and places. */
    private boolean agrees(MapShape map, StructType struct) {
        List<InferredField> seen = evidence.named(map.name()).stream().filter(field -> !field.name().contains("."))
                .toList();
        long same = seen.stream().filter(field -> struct.member(field.name())
                .filter(member -> member.offset() == field.offset()).isPresent()).count();
        return 2 * same >= seen.size();
    }

    /** By its own name or that of a typedef. */
    static Optional<StructType> find(Btf types, String name) {
        Optional<StructType> struct = types.find(name, StructType.class);
        return struct.isPresent() ? struct : types.find(name, Typedef.class)
                .map(typedef -> types.resolve(typedef)).filter(StructType.class::isInstance).map(StructType.class::cast);
    }

    private List<String> rings() {
        return maps.stream().filter(MapShape::ring).map(MapShape::name).toList();
    }

    /** Structs that may be the object's own: what CO-RE takes from the kernel carries relocations. */
    private List<StructType> candidates() {
        Set<Integer> kernel = kernelTypes();
        return btf.structs().stream().filter(struct -> !struct.name().isEmpty() && !struct.union()
                && !kernel.contains(struct.id()) && !kernelName(struct.name())).toList();
    }

    private Set<Integer> kernelTypes() {
        if (kernelTypes == null) {
            kernelTypes = new KernelTypes(btf).reachable(evidence.relocatedTypes());
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
