package io.eunomia.runtime.internal.decode;

import io.eunomia.libbpf.BpfObjectFile;
import io.eunomia.libbpf.MapType;
import io.eunomia.libbpf.btf.Btf;
import io.eunomia.libbpf.btf.BtfType.StructType;
import io.eunomia.libbpf.btf.BtfType.Typedef;
import io.eunomia.libbpf.elf.ElfObject;
import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.descriptor.Descriptor.EventSpec;
import io.eunomia.runtime.descriptor.Descriptor.FieldSpec;
import io.eunomia.runtime.descriptor.Descriptor.TableSpec;
import io.eunomia.runtime.internal.inference.RecordInference;
import io.eunomia.runtime.internal.inference.RecordInference.InferredRecord;
import io.eunomia.runtime.internal.inference.StackOrigins;
import io.eunomia.runtime.internal.stack.EventStacks;
import io.eunomia.runtime.internal.text.LocalZone;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the layouts of one object's streams and compiles them. Make it while the object is open, before it is loaded; the
 * schemas it gives stay valid without it. Confined to one thread.
 */
public final class SchemaFactory {
    /** {@code BPF_F_STACK_BUILD_ID} of include/uapi/linux/bpf.h. */
    private static final int STACK_BUILD_ID = 1 << 5;

    private final Optional<Btf> btf;
    private final List<MapShape> maps;
    private final ShownText texts;
    private final SchemaCompiler compiler;
    private final EventStacks stacks;
    private final RecordInference evidence;
    private final Optional<StructChoice> choice;
    private final DebugStructs debug;

    /** A struct, and the types that its members refer to. */
    private record Found(Btf types, StructType struct) {
    }

    /** Makes a factory with the clock of {@link KernelClock#measure}. */
    public SchemaFactory(ElfObject elf, Optional<Btf> btf, List<MapShape> maps) {
        this(elf, btf, maps, KernelClock.measure());
    }

    /** Makes a factory that looks up no names. */
    public SchemaFactory(ElfObject elf, Optional<Btf> btf, List<MapShape> maps, KernelClock clock) {
        this(elf, btf, maps, clock, SystemNames.NONE, new EventStacks(Map.of(), clock::boottimeOffset));
    }

    /**
     * Makes a factory.
     *
     * @param btf the object's own; without it every stream is shown as hex
     * @param clock turns the kernel's time into wall time
     * @param names of numbers that the running system knows
     * @param stacks resolves the call stacks of events
     */
    public SchemaFactory(ElfObject elf, Optional<Btf> btf, List<MapShape> maps, KernelClock clock, SystemNames names,
            EventStacks stacks) {
        this.btf = btf;
        this.maps = List.copyOf(maps);
        this.texts = new ShownText(clock, LocalZone.system(), names);
        this.stacks = stacks;
        this.compiler = new SchemaCompiler(new ReaderFactory(texts, stacks), stacks.maps(), (ring, at) -> origins().ofRecord(ring, at));
        this.evidence = RecordInference.of(elf);
        this.choice = btf.map(types -> new StructChoice(types, this.maps, evidence));
        this.debug = new DebugStructs(elf, evidence);
    }

    /** Makes a factory with the clock of {@link KernelClock#measure}. */
    public static SchemaFactory of(BpfObjectFile object) {
        return of(object, KernelClock.measure(), SystemNames.NONE);
    }

    public static SchemaFactory of(BpfObjectFile object, KernelClock clock, SystemNames names) {
        return new SchemaFactory(object.elf(), object.btf(), object.maps().stream().map(MapShape::of).toList(), clock, names,
                new EventStacks(builds(object), clock::boottimeOffset));
    }

    /** Returns the maps that hold stacks, and whether as places in files. */
    private static Map<String, Boolean> builds(BpfObjectFile object) {
        Map<String, Boolean> builds = new LinkedHashMap<>();
        object.maps().stream().filter(map -> map.type() == MapType.STACK_TRACE)
                .forEach(map -> builds.put(map.name(), (map.flags() & STACK_BUILD_ID) != 0));
        return builds;
    }

    private StackOrigins origins() {
        return evidence.stackOrigins();
    }

    /** Returns what resolves the call stacks of the events. */
    public EventStacks stacks() {
        return stacks;
    }

    /**
     * Returns the schema of a ring buffer's or perf event array's records.
     *
     * @param spec what the package says about it
     * @throws io.eunomia.runtime.TrackerException of kind BAD_PACKAGE when the spec names a type or field that does not
     *     exist, with those that do
     */
    public CompiledSchema events(String map, Optional<EventSpec> spec) {
        MapShape shape = shape(map);
        String stream = spec.map(EventSpec::stream).filter(name -> !name.isEmpty()).orElse(map);
        List<FieldSpec> fields = spec.map(EventSpec::fields).orElse(List.of());
        String type = spec.map(EventSpec::type).orElse("");
        if (!type.isEmpty() && choice.isEmpty()) {
            throw bad("events of map " + map + ": type \"" + type + "\" is not known since the object has no BTF",
                    "compile it with clang -g");
        }
        List<Found> found = type.isEmpty() ? find(shape) : List.of(named(map, type));
        if (found.isEmpty()) {
            return withoutStruct(stream, map, fields);
        }
        List<StructLayout> layouts = found.stream().map(SchemaFactory::layout).toList();
        return layouts.size() == 1 ? compiler.compile(stream, map, "",
                proven(layouts.get(0), map), fields)
                : compiler.compile(stream, map, ofSeveral(map, layouts.stream().map(StructLayout::name).toList()),
                        StructLayouts.either(layouts), fields);
    }

    /** Adds what the code proves of addresses, ports and lengths, because types say too little of them. */
    private StructLayout proven(StructLayout layout, String map) {
        return CountedArrays.proven(NetworkOrder.proven(layout, () -> evidence.handOvers(map)), () -> evidence.handOvers(map));
    }

    private static StructLayout layout(Found found) {
        return LayoutBuilder.struct(found.types(), found.struct()).named(nameOf(found));
    }

    /** Finds what is declared in BTF, else what DWARF knows, which is exact too; else what BTF suggests. */
    private List<Found> find(MapShape map) {
        Optional<StructType> declared = choice.flatMap(one -> one.declared(map));
        if (declared.isPresent()) {
            return List.of(inBtf(declared.get()));
        }
        List<Found> debugged = debug.find(map.name()).stream().map(struct -> new Found(debug.types(), struct)).toList();
        if (!debugged.isEmpty() || choice.isEmpty()) {
            return debugged;
        }
        List<StructType> several = choice.get().several(map);
        return several.isEmpty() ? choice.get().suggested(map).map(this::inBtf).stream().toList()
                : several.stream().map(this::inBtf).toList();
    }

    private Found named(String map, String type) {
        String name = type.startsWith("struct ") ? type.substring(7).strip() : type.strip();
        return choice.flatMap(one -> one.named(name)).map(this::inBtf)
                .or(() -> debug.named(name).map(struct -> new Found(debug.types(), struct)))
                .orElseThrow(() -> choice.orElseThrow().unknown(map, name));
    }

    private Found inBtf(StructType struct) {
        return new Found(btf.orElseThrow(), struct);
    }

    private CompiledSchema withoutStruct(String stream, String map, List<FieldSpec> fields) {
        Optional<InferredRecord> inferred = evidence.inferred(map);
        if (inferred.isPresent()) {
            return compiler.compile(stream, map, workedOut(map, inferred.get()) + debug.problem(),
                    InferredLayout.of(inferred.get(), btf, layout -> proven(layout, map)), fields);
        }
        String why = evidence.handOvers(map).isEmpty() ? unwritten(map) : unknown(map);
        return compiler.compile(stream, map, why + debug.problem(), StructLayouts.bytes(), List.of());
    }

    /**
     * Returns the schema of a map's entries: a record is the key followed by the value ({@code keySize + valueSize} bytes,
     * without padding between).
     *
     * @throws io.eunomia.runtime.TrackerException as {@link #events}
     */
    public CompiledSchema table(String map, Optional<TableSpec> spec) {
        MapShape shape = shape(map);
        String stream = spec.map(TableSpec::stream).filter(name -> !name.isEmpty()).orElse(map);
        StructLayout key = part(shape.keyTypeId(), shape.keySize(), "key");
        StructLayout value = part(shape.valueTypeId(), shape.valueSize(), "value");
        return compiler.compile(stream, map, "", StructLayouts.concatenated(key, value),
                spec.map(TableSpec::fields).orElse(List.of()));
    }

    /**
     * Returns the schema of what an iterator program writes: lines of text, or records.
     *
     * @param spec what the package says about it, with the program's name for a map's
     * @param sizes of the records that the program writes, as far as they are known; empty for text
     * @throws io.eunomia.runtime.TrackerException as {@link #events}
     */
    public CompiledSchema iterator(String program, EventSpec spec, Set<Integer> sizes) {
        String stream = spec.stream().isEmpty() ? program : spec.stream();
        if (sizes.isEmpty() && spec.type().isEmpty()) {
            return compiler.compile(stream, "", "", StructLayouts.lines(), spec.fields());
        }
        List<MapShape> alone = List.of(new MapShape(program, MapType.RINGBUF, 0, 0, 0, 0));
        Optional<StructChoice> records = btf.map(types -> new StructChoice(types, alone, evidence));
        Optional<Found> found = spec.type().isEmpty() ? records.flatMap(one -> one.declared(alone.get(0))
                .or(() -> one.suggested(alone.get(0)))).filter(struct -> sizes.contains(struct.size())).map(this::inBtf)
                : Optional.of(named(program, spec.type()));
        if (found.isPresent()) {
            return compiler.compile(stream, "", "", StructLayouts.timed(layout(found.get())), spec.fields());
        }
        return compiler.compile(stream, "", "records of iterator " + program + " are shown as hexadecimal bytes, since"
                + " nothing tells their struct; name it in the program (const struct STRUCT *" + program + "_event;)",
                StructLayouts.timed(StructLayouts.bytes()), List.of());
    }

    /** Returns what lays out the rows of displays. */
    public RowShapes rows() {
        // The rows of displays have stacks in place of ids before they are read.
        return new RowShapes(btf, new SchemaCompiler(new ReaderFactory(texts, stacks), List.of(),
                (ring, at) -> Optional.empty()), texts, stacks.maps(), this::origins, map -> {
            MapShape shape = shape(map);
            return StructLayouts.concatenated(part(shape.keyTypeId(), shape.keySize(), "key"),
                    part(shape.valueTypeId(), shape.valueSize(), "value"));
        });
    }

    private StructLayout part(int typeId, int size, String name) {
        if (btf.isEmpty() || typeId == 0 || btf.get().sizeOf(typeId) != size) {
            return StructLayouts.untyped(size, name);
        }
        StructLayout layout = LayoutBuilder.value(btf.get(), typeId, name);
        return layout.name().isEmpty() && btf.get().resolve(typeId) instanceof StructType struct
                ? layout.named(nameOf(inBtf(struct))) : layout;
    }

    private MapShape shape(String map) {
        return maps.stream().filter(one -> one.name().equals(map)).findFirst().orElseThrow(() -> bad(
                "the object has no map \"" + map + '"',
                "maps: " + String.join(", ", maps.stream().map(MapShape::name).toList())));
    }

    /** Names a struct; an anonymous one goes by its typedef's name. */
    private static String nameOf(Found found) {
        StructType struct = found.struct();
        return struct.name().isEmpty() ? found.types().all(Typedef.class)
                .filter(typedef -> found.types().resolve(typedef).id() == struct.id()).map(Typedef::name)
                .findFirst().orElse("anonymous") : struct.name();
    }

    private static String ofSeveral(String map, List<String> structs) {
        return "records of " + map + " are of several structs, and nothing tells of which one a record is: fields that not"
                + " all of them have are shown for each (" + String.join(".…, ", structs) + ".…)";
    }

    private static String workedOut(String map, InferredRecord record) {
        if (!record.kinds().isEmpty()) {
            return ofSeveral(map, record.kinds()) + "; they were worked out from the program's code, since its BTF lacks them";
        }
        String found = "fields of " + map + " were worked out from the program's code, since its BTF lacks their struct";
        return record.unknown().isEmpty() ? found : found + "; nothing names " + (record.unknown().cardinality() == 1 ? "byte " : "bytes ") + ranges(record.unknown())
                + ": a line \"const struct " + (record.struct().isEmpty() ? "STRUCT" : record.struct())
                + " *unused __attribute__((unused));\" in the program puts the struct into BTF";
    }

    private static String ranges(BitSet bytes) {
        List<String> ranges = new ArrayList<>();
        for (int from = bytes.nextSetBit(0); from >= 0; from = bytes.nextSetBit(bytes.nextClearBit(from))) {
            int last = bytes.nextClearBit(from) - 1;
            ranges.add(from == last ? "" + from : from + "-" + last);
        }
        return String.join(", ", ranges);
    }

    private static String unwritten(String map) {
        return "no program of this object was found to write to " + map + "; should records come, they are shown as "
                + "hexadecimal bytes unless their struct is named " + cure(map);
    }

    private static String unknown(String map) {
        return "records of " + map + " are shown as hexadecimal bytes, since nothing tells their struct; name it "
                + cure(map);
    }

    private static String cure(String map) {
        return "in the package (\"events\": [{\"map\": \"" + map + "\", \"type\": \"STRUCT\"}]) or in the program (const "
                + "struct STRUCT *" + map + "_event;)";
    }

    private static TrackerException bad(String message, String hint) {
        return new TrackerException(Failure.of(FailureKind.BAD_PACKAGE, message, hint));
    }
}
