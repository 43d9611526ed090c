package io.eunomia.runtime.internal.evidence;

import io.eunomia.libbpf.elf.ElfObject;
import io.eunomia.libbpf.elf.ElfRelocation;
import io.eunomia.libbpf.elf.ElfSection;
import io.eunomia.libbpf.elf.ElfSymbol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What an object's programs show of the records they write: sizes, and fields with their places. Found out when first
 * asked for, which nobody does who is told the struct. Confined to one thread.
 */
public final class RecordEvidence {
    /** Fewer named fields than this are no layout. */
    private static final int MIN_FIELDS = 2;
    /** Far above what writes a record; bounds the work that an object can ask for. */
    private static final int MAX_WRITES = 4096;

    private final Map<String, Set<Integer>> sizes = new HashMap<>();
    private final Map<String, List<Write>> writes = new HashMap<>();
    private final Map<String, List<HandOver>> handOvers = new HashMap<>();
    private final ElfObject elf;
    private SourceInfo source;
    private boolean scanned;

    /** @param variable what the source calls the record @param size of the record in bytes */
    public record InferredRecord(String variable, int size, List<InferredField> fields) {
    }

    /**
     * A place where a program hands a record over.
     *
     * @param section index of the program's section
     * @param instruction index in the section
     * @param size of the record in bytes, -1 when it is known at run time only
     * @param line the source line
     */
    public record HandOver(int section, int instruction, int size, String line) {
    }

    private RecordEvidence(ElfObject elf) {
        this.elf = elf;
    }

    public static RecordEvidence of(ElfObject elf) {
        return new RecordEvidence(elf);
    }

    private SourceInfo source() {
        if (source == null) {
            source = SourceInfo.of(elf);
        }
        return source;
    }

    private void scan() {
        if (!scanned) {
            scanned = true;
            elf.sections().stream().filter(section -> section.executable() && section.size() > 0).forEach(this::scan);
        }
    }

    /** Constant sizes in bytes that programs write to this map; empty when none is known. */
    public Set<Integer> sizes(String map) {
        scan();
        return sizes.getOrDefault(map, Set.of());
    }

    /** Where programs hand records to this map. */
    public List<HandOver> handOvers(String map) {
        scan();
        return handOvers.getOrDefault(map, List.of());
    }

    /** BTF ids of the types that CO-RE relocations start from. */
    public Set<Integer> relocatedTypes() {
        return Set.copyOf(source().relocatedTypes());
    }

    /** The record's fields as far as instructions and source lines tell, if all records have one size. */
    public Optional<InferredRecord> inferred(String map) {
        Set<Integer> known = sizes(map);
        if (known.size() != 1) {
            return Optional.empty();
        }
        FieldNames names = new FieldNames(writes.getOrDefault(map, List.of()), known.iterator().next());
        List<InferredField> fields = names.fields();
        return fields.size() < MIN_FIELDS ? Optional.empty()
                : Optional.of(new InferredRecord(names.variable(), names.size(), fields));
    }

    private void scan(ElfSection section) {
        Map<Integer, String> maps = new HashMap<>();
        for (ElfRelocation relocation : elf.relocations()) {
            if (relocation.section() == section.index()) {
                mapName(relocation).ifPresent(name -> maps.put((int) (relocation.offset() / 8), name));
            }
        }
        int count = section.content().limit() / 8;
        List<Integer> starts = new ArrayList<>(new TreeSet<>(elf.symbols().stream()
                .filter(symbol -> symbol.section() == section.index() && symbol.kind() == ElfSymbol.Kind.FUNCTION)
                .map(symbol -> (int) (symbol.value() / 8)).filter(start -> start < count).toList()));
        for (int i = 0; i < starts.size(); i++) {
            FunctionScan scan = new FunctionScan(section.content(), maps::get,
                    at -> source().line(section.name(), at));
            scan.run(starts.get(i), i + 1 < starts.size() ? starts.get(i + 1) : count);
            scan.outputs().forEach(output -> add(section, output, scan.writes()));
        }
    }

    private Optional<String> mapName(ElfRelocation relocation) {
        ElfSymbol symbol = elf.symbols().get(relocation.symbol());
        boolean map = symbol.defined() && elf.sections().get(symbol.section()).name().equals(".maps");
        return map && !symbol.name().isEmpty() ? Optional.of(symbol.name()) : Optional.empty();
    }

    private void add(ElfSection section, Output output, List<Write> all) {
        handOvers.computeIfAbsent(output.map(), name -> new ArrayList<>()).add(new HandOver(section.index(),
                output.at(), output.size(), source().line(section.name(), output.at())));
        if (output.size() > 0) {
            sizes.computeIfAbsent(output.map(), name -> new TreeSet<>()).add(output.size());
        }
        List<Write> mine = writes.computeIfAbsent(output.map(), name -> new ArrayList<>());
        all.stream().filter(write -> write.region() == output.region()).limit(MAX_WRITES - mine.size())
                .map(write -> new Write(0, write.offset() - output.offset(), write.size(), write.kind(), write.lines()))
                .forEach(mine::add);
    }
}
