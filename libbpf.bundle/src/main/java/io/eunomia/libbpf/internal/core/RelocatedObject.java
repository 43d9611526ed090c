package io.eunomia.libbpf.internal.core;

import io.eunomia.libbpf.btf.Btf;
import io.eunomia.libbpf.core.CoreRelocation;
import io.eunomia.libbpf.core.CoreRelocation.Outcome;
import io.eunomia.libbpf.core.ObjectFit.Conditions;
import io.eunomia.libbpf.elf.ElfObject;
import io.eunomia.libbpf.elf.ElfSection;
import io.eunomia.libbpf.elf.ElfSymbol;
import io.eunomia.libbpf.internal.core.ExtendedRecords.Relocation;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Relocates an object's code as libbpf would do for a kernel. Used once. */
public final class RelocatedObject {
    private static final String TEXT = ".text";

    private final ElfObject object;
    private final Conditions conditions;
    private final Map<String, Long> symbols;
    private final ExtendedRecords records;
    private final Map<String, ElfSection> sections = new HashMap<>();
    private final Map<Integer, ByteBuffer> code = new HashMap<>();
    /** The functions' names by section and offset. */
    private final Map<Integer, NavigableMap<Integer, String>> functions = new HashMap<>();
    private final List<Pending> resolved = new ArrayList<>();

    /** @param result null when libbpf would refuse the object */
    private record Pending(Relocation relocation, int section, Relocator.Result result, String subject, String refusal) {
    }

    /** Receives the helper calls that the verifier would come to. */
    interface HelperTaker {
        void take(int helper, String place);
    }

    /** @param kernel the kernel's types @param symbols known values of external symbols; 0 for an absent one */
    public RelocatedObject(ElfObject object, Btf kernel, Conditions conditions, Map<String, Long> symbols) {
        this.object = object;
        this.symbols = symbols;
        this.conditions = conditions;
        this.records = ExtendedRecords.of(object);
        for (ElfSection section : object.sections()) {
            if (section.executable()) {
                sections.putIfAbsent(section.name(), section);
                code.put(section.index(), LiveCode.copy(section));
            }
        }
        for (ElfSymbol symbol : object.symbols()) {
            if (symbol.kind() == ElfSymbol.Kind.FUNCTION && code.containsKey(symbol.section())) {
                functions.computeIfAbsent(symbol.section(), section -> new TreeMap<>()).put((int) symbol.value(), symbol.name());
            }
        }
        if (!records.relocations().isEmpty()) {
            relocate(new Relocator(object.btf().orElseThrow(), kernel));
        }
    }

    private void relocate(Relocator relocator) {
        for (Relocation relocation : records.relocations()) {
            ElfSection section = sections.get(relocation.section());
            if (section != null && loaded(section, relocation.offset())) {
                resolved.add(relocated(relocator, relocation, section.index()));
            }
        }
    }

    private Pending relocated(Relocator relocator, Relocation relocation, int section) {
        try {
            Relocator.Result result = relocator.resolve(relocation.kind(), relocation.type(), relocation.access());
            BpfInstruction.read(code.get(section), relocation.offset()).patched(result.original(), result.value())
                    .write(code.get(section), relocation.offset());
            return new Pending(relocation, section, result, result.subject(), "");
        } catch (CoreException e) {
            return new Pending(relocation, section, null, relocator.subject(relocation.kind(), relocation.type(),
                    relocation.access()), e.getMessage());
        }
    }

    private boolean loaded(ElfSection section, int offset) {
        return section.name().equals(TEXT) || conditions.programs().contains(function(section.index(), offset));
    }

    private String function(int section, int offset) {
        NavigableMap<Integer, String> own = functions.get(section);
        Map.Entry<Integer, String> entry = own == null ? null : own.floorEntry(offset);
        return entry == null ? "" : entry.getValue();
    }

    /** A copy of a section's code as it would be loaded, before libbpf appends the called functions. */
    public byte[] code(String section) {
        return code.get(sections.get(section).index()).array().clone();
    }

    /** All relocations that are applied, in the object's order. */
    public List<CoreRelocation> relocations() {
        LiveCode live = live();
        return resolved.stream().map(pending -> told(pending, live)).toList();
    }

    /** Passes on the calls of helpers that are reached. */
    void helpers(HelperTaker taker) {
        LiveCode live = live();
        for (ElfSection section : object.sections()) {
            ByteBuffer content = code.get(section.index());
            for (int at = 0; content != null && at + BpfInstruction.BYTES <= content.limit(); at += BpfInstruction.BYTES) {
                BpfInstruction instruction = BpfInstruction.read(content, at);
                if (instruction.callsHelper() && live.isReached(section.index(), at)) {
                    String line = records.line(section.name(), at);
                    String function = function(section.index(), at);
                    taker.take((int) instruction.immediate(), function + (line.isEmpty() ? "" : " (" + line + ')'));
                }
                at += instruction.load64() ? BpfInstruction.BYTES : 0;
            }
        }
    }

    private LiveCode live() {
        Map<Integer, byte[]> constants = new HashMap<>();
        for (ElfSection section : object.dataSections()) {
            if (section.name().startsWith(".rodata")) {
                constants.put(section.index(), conditions.constants().getOrDefault(section.name(), section.bytes()));
            }
        }
        LiveCode live = new LiveCode(object, code, new Constants(object, constants, symbols));
        functions.forEach((section, starts) -> starts.forEach((offset, name) -> {
            if (conditions.programs().contains(name)) {
                live.enter(section, offset);
            }
        }));
        return live;
    }

    private CoreRelocation told(Pending pending, LiveCode live) {
        Relocation relocation = pending.relocation();
        Relocator.Result result = pending.result();
        Outcome outcome;
        if (result == null) {
            outcome = Outcome.REFUSED;
        } else if (result.found()) {
            boolean poisoned = BpfInstruction.read(code.get(pending.section()), relocation.offset()).poisoned();
            outcome = poisoned ? Outcome.MISSING : Outcome.RESOLVED;
        } else {
            outcome = result.value() == null ? Outcome.MISSING : Outcome.ABSENT;
        }
        String problem = result == null ? pending.refusal() : outcome == Outcome.MISSING && result.found()
                ? "the kernel's member has another size or sign, which this instruction cannot read" : result.problem();
        long value = outcome == Outcome.RESOLVED ? result.value().number() : 0;
        return new CoreRelocation(relocation.section(), function(pending.section(), relocation.offset()),
                relocation.offset() / BpfInstruction.BYTES, records.line(relocation.section(), relocation.offset()),
                relocation.kind(), pending.subject(), outcome, value, live.isReached(pending.section(), relocation.offset()),
                problem);
    }
}
