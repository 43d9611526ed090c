package io.eunomia.libbpf.internal.core;

import io.eunomia.libbpf.elf.ElfObject;
import io.eunomia.libbpf.elf.ElfRelocation;
import io.eunomia.libbpf.elf.ElfSection;
import io.eunomia.libbpf.elf.ElfSymbol;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the instructions of an object's sections are in the programs that libbpf puts together: a program's own code first,
 * then the functions that it calls, to which its calls lead.
 */
final class CodePlaces {
    private static final int BYTES = 8;
    private static final int CALL = 0x85;
    private static final int LOAD_64 = 0x18;

    private final ElfObject object;
    /** For each instruction, as section name and number, where it was found. */
    private final Map<String, List<byte[]>> places = new HashMap<>();
    private final Map<Integer, Map<Integer, ElfSymbol>> references = new HashMap<>();

    /** @param programs code by name */
    CodePlaces(ElfObject object, Map<String, byte[]> programs) {
        this.object = object;
        for (ElfRelocation relocation : object.relocations()) {
            references.computeIfAbsent(relocation.section(), section -> new HashMap<>())
                    .put((int) relocation.offset() / BYTES, object.symbols().get(relocation.symbol()));
        }
        for (ElfSymbol symbol : object.symbols()) {
            byte[] code = programs.get(symbol.name());
            if (symbol.kind() == ElfSymbol.Kind.FUNCTION && code != null && symbol.defined()) {
                walk(symbol, code, 0, new HashMap<>());
            }
        }
    }

    private void walk(ElfSymbol function, byte[] code, int at, Map<ElfSymbol, Integer> walked) {
        if (walked.putIfAbsent(function, at) != null) {
            return;
        }
        ElfSection section = object.sections().get(function.section());
        int start = (int) function.value() / BYTES;
        ByteBuffer original = section.content().order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer made = ByteBuffer.wrap(code).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < function.size() / BYTES; i++) {
            places.computeIfAbsent(section.name() + '#' + (start + i), key -> new ArrayList<>())
                    .add(Arrays.copyOfRange(code, (at + i) * BYTES, (at + i + 1) * BYTES));
            int number = i;
            target(section.index(), start + i, original).ifPresent(target ->
                    walk(target, code, at + number + 1 + made.getInt((at + number) * BYTES + 4), walked));
        }
    }

    /** The function that an instruction calls, or hands to a helper to be called back. */
    private Optional<ElfSymbol> target(int section, int number, ByteBuffer code) {
        int opcode = code.get(number * BYTES) & 0xff;
        int source = code.get(number * BYTES + 1) >> 4 & 15;
        int immediate = code.getInt(number * BYTES + 4);
        ElfSymbol symbol = references.getOrDefault(section, Map.of()).get(number);
        boolean call = opcode == CALL && source == 1;
        if (!call && opcode != LOAD_64 || symbol == null && !call) {
            return Optional.empty();
        }
        int targetSection = symbol == null ? section : symbol.section();
        int offset = symbol == null ? (number + 1 + immediate) * BYTES : (int) symbol.value() + (call ? (immediate + 1) * BYTES
                : immediate);
        return object.symbols().stream().filter(one -> one.kind() == ElfSymbol.Kind.FUNCTION && one.section() == targetSection
                && one.value() == offset).findFirst();
    }

    /** Each is 8 bytes; none if the function is called by no program. */
    List<byte[]> find(String section, int number) {
        return places.getOrDefault(section + '#' + number, List.of());
    }
}
