package io.eunomia.runtime.internal.inference;

import io.eunomia.libbpf.btf.Btf;
import io.eunomia.libbpf.elf.ElfObject;
import io.eunomia.runtime.internal.inference.code.Budget;
import io.eunomia.runtime.internal.inference.code.CodeScan;
import io.eunomia.runtime.internal.inference.code.Output;
import io.eunomia.runtime.internal.inference.code.Region;
import io.eunomia.runtime.internal.inference.code.Region.Place;
import io.eunomia.runtime.internal.inference.code.Transfer;
import io.eunomia.runtime.internal.inference.code.Write;
import io.eunomia.runtime.internal.inference.source.SourceInfo;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Works out from an object's programs the records that they write: sizes, and fields with their places. The work is done
 * when first asked for, which never happens if the struct is known otherwise. Confined to one thread.
 */
public final class RecordInference {
    /** Fewer named fields than this do not count as a layout. */
    private static final int MIN_FIELDS = 2;
    /** The limit is far above what any program writes to a record; it bounds the work that an object can ask for. */
    private static final int MAX_WRITES = 4096;
    /** The limit is some hundred times what the largest tools need. */
    private static final int MAX_INSTRUCTIONS = 400_000;

    /** The section of functions that programs call. */
    private static final String SUBPROGRAMS = ".text";

    private final ElfObject elf;
    private final Map<String, Set<Integer>> sizes = new HashMap<>();
    private final Map<String, List<HandOver>> handOvers = new HashMap<>();
    private final List<Program> programs = new ArrayList<>();
    private SourceInfo source;
    private ObjectCode code;
    private boolean scanned;

    /**
     * A record whose fields were worked out.
     *
     * @param variable name of the record in the source
     * @param struct name of its struct in the source, empty if it does not tell
     * @param size of the record in bytes
     * @param unknown the bytes that no named field covers, without padding
     * @param kinds the structs that a record may be of, of which nothing tells it; empty unless there are several
     */
    public record InferredRecord(String variable, String struct, int size, List<InferredField> fields, BitSet unknown,
            List<String> kinds) {
    }

    /**
     * A place where a program hands a record over.
     *
     * @param section index of the program's section
     * @param instruction index in the section
     * @param size of the record in bytes, -1 when it is known at run time only
     * @param line the source line
     * @param writes what the program writes to the record before
     * @param members of the record that the source assigns, perhaps in other functions
     * @param counted bytes of which a number in the record tells how many they are
     */
    public record HandOver(int section, int instruction, int size, String line, List<WrittenBytes> writes,
            List<MemberWrite> members, Set<CountedBytes> counted) {
    }

    /**
     * An assignment to a member of the record, by the indexes of section and instruction.
     *
     * @param variable through which the source writes it
     * @param member of what the variable is or points to
     */
    public record MemberWrite(int section, int instruction, String variable, String member) {
    }

    /** A program that was followed. */
    private record Program(ObjectCode.Section section, int start, CodeScan scan) {
    }

    private RecordInference(ElfObject elf) {
        this.elf = elf;
    }

    public static RecordInference of(ElfObject elf) {
        return new RecordInference(elf);
    }

    private SourceInfo source() {
        if (source == null) {
            source = SourceInfo.of(elf);
        }
        return source;
    }

    private void scan() {
        if (scanned) {
            return;
        }
        scanned = true;
        Optional<Btf> btf = elf.btf();
        if (btf.isEmpty()) {
            return;
        }
        code = new ObjectCode(elf, btf.get(), source());
        Budget budget = new Budget(MAX_INSTRUCTIONS);
        for (ObjectCode.Section section : code.sections()) {
            for (int start : section.functions()) {
                CodeScan scan = new CodeScan(section, budget);
                scan.run(start);
                if (!scan.outputs().isEmpty() || !scan.writes().isEmpty()) {
                    programs.add(new Program(section, start, scan));
                }
            }
        }
        if (budget.exhausted()) {
            programs.clear();
        }
        programs.forEach(program -> program.scan().outputs().stream().filter(output -> output.size() > 0)
                .forEach(output -> sizes.computeIfAbsent(output.map(), name -> new TreeSet<>()).add(output.size())));
    }

    /** Returns the constant sizes in bytes that programs write to this map; empty when none is known. */
    public Set<Integer> sizes(String map) {
        scan();
        return sizes.getOrDefault(map, Set.of());
    }

    /** Returns the places where programs hand records to this map. */
    public List<HandOver> handOvers(String map) {
        scan();
        return handOvers.computeIfAbsent(map, this::found);
    }

    private List<HandOver> found(String map) {
        Set<HandOver> found = new LinkedHashSet<>();
        Set<HandOver> entered = new LinkedHashSet<>();
        for (Program program : programs) {
            for (Output output : program.scan().outputs()) {
                if (output.map().equals(map)) {
                    String section = output.at().section();
                    RecordWriter writer = writer(program, output, output.size());
                    code.index(section).ifPresent(index -> (alone(program, output) ? entered : found).add(new HandOver(index,
                            output.at().at(), output.size(), source().line(section, output.at().at()).text(),
                            writer.writes(code::networkOrder), members(program, output), writer.counted())));
                }
            }
        }
        entered.stream().filter(one -> found.stream().noneMatch(other -> other.section() == one.section()
                && other.instruction() == one.instruction())).toList().forEach(found::add);
        return List.copyOf(found);
    }

    /**
     * Tells whether a function that hands over its argument was seen without its callers. It is seen again with them, and
     * what was taken for the context of a program is known then.
     */
    private static boolean alone(Program program, Output output) {
        return program.section().section().equals(SUBPROGRAMS) && output.place().region().kind() == Region.Kind.CONTEXT;
    }

    private List<MemberWrite> members(Program program, Output output) {
        Map<String, WriteNames> names = names();
        Set<MemberWrite> found = new LinkedHashSet<>();
        program.scan().writes().stream().filter(write -> write.place().region().meets(output.place().region()))
                .limit(MAX_WRITES).forEach(write -> Optional.ofNullable(names.get(write.at().section()))
                        .flatMap(each -> each.name(write)).filter(named -> !named.path().variable().isEmpty())
                        .ifPresent(named -> code.index(write.at().section()).ifPresent(index -> found.add(new MemberWrite(
                                index, write.at().at(), named.path().variable(), named.path().members().get(0))))));
        return List.copyOf(found);
    }

    private Map<String, WriteNames> names() {
        Map<String, WriteNames> names = new HashMap<>();
        code.sections().forEach(each -> names.put(each.section(), new WriteNames(source(), code.types(), each.code())));
        return names;
    }

    /** Tells which maps the ids of stacks are of. */
    public StackOrigins stackOrigins() {
        scan();
        return new StackOrigins(programs.stream().map(Program::scan).toList());
    }

    /** Returns the BTF ids of the types that CO-RE relocations start from. */
    public Set<Integer> relocatedTypes() {
        return Set.copyOf(source().relocatedTypes());
    }

    /** Returns the BTF ids of map values that this map's records are, from their start. */
    public Set<Integer> valueTypes(String map) {
        scan();
        Set<Integer> types = new TreeSet<>();
        for (Program program : programs) {
            for (Output output : program.scan().outputs()) {
                if (output.map().equals(map)) {
                    Place place = output.place();
                    types.add(place.region().kind() == Region.Kind.VALUE && place.offset() == 0
                            ? code.valueType(place.region().name()) : 0);
                }
            }
        }
        return types;
    }

    /** Returns the record's fields as far as instructions and source lines tell, if all records have one size. */
    public Optional<InferredRecord> inferred(String map) {
        return written(map).filter(record -> record.fields().stream().filter(InferredField::named).count() >= MIN_FIELDS);
    }

    /** Returns the fields that are seen written under a name, few as they may be. */
    public List<InferredField> named(String map) {
        return written(map).map(InferredRecord::fields).orElse(List.of()).stream().filter(InferredField::named).toList();
    }

    private Optional<InferredRecord> written(String map) {
        Set<Integer> known = sizes(map);
        if (known.size() != 1) {
            return Optional.empty();
        }
        int size = known.iterator().next();
        List<RecordWriter> writers = new ArrayList<>();
        for (Program program : programs) {
            program.scan().outputs().stream().filter(output -> output.map().equals(map))
                    .forEach(output -> writers.add(writer(program, output, size)));
        }
        return new RecordKinds(RecordKinds.of(writers), size, new FieldMaker(code.types())).record();
    }

    private RecordWriter writer(Program program, Output output, int size) {
        List<RecordWrites> parts = written(program, output, size < 0 ? Integer.MAX_VALUE : size);
        return RecordWriter.of(parts, new StructMembers(code.types(), this::typeOf), MAX_WRITES);
    }

    /** Returns what is written to a record: by the program that hands it over, and by those that fill it before in a map. */
    private List<RecordWrites> written(Program program, Output output, int size) {
        List<RecordWrites> written = new ArrayList<>();
        Region region = output.place().region();
        List<Program> ordered = new ArrayList<>(programs);
        ordered.remove(program);
        ordered.add(0, program);
        for (Program each : ordered) {
            if (each == program) {
                written.add(writes(each, output.place(), size,
                        new RecordRoots(source(), output, each.scan().lookups(region))));
            } else if (region.kind() == Region.Kind.VALUE) {
                written.add(writes(each, output.place(), size, new RecordRoots(source(), each.section().section(),
                        each.scan().lookups(region))));
            }
            for (Transfer transfer : each.scan().transfers()) {
                boolean into = transfer.to().region().meets(region) && transfer.size() > 0
                        && (each == program || region.kind() == Region.Kind.VALUE);
                if (into) {
                    Place start = new Place(transfer.from().region(), transfer.from().offset() - transfer.to().offset()
                            + output.place().offset());
                    written.add(writes(each, start, size, new RecordRoots(source(), each.section().section(), Set.of())));
                }
            }
        }
        return written;
    }

    private RecordWrites writes(Program program, Place start, int size, RecordRoots roots) {
        List<Write> mine = program.scan().writes().stream()
                .filter(write -> write.place().region().meets(start.region())).limit(MAX_WRITES).toList();
        return new RecordWrites(start, size, roots, mine, names(), source().lines(program.section().section(),
                program.start(), program.section().functionEnd(program.start())), program.scan().extents());
    }

    private int typeOf(Place place) {
        return switch (place.region().kind()) {
            case VALUE -> code.valueType(place.region().name());
            case CONTEXT -> code.types().contextOf(source().function(place.region().name(), place.region().at()));
            default -> 0;
        };
    }
}
