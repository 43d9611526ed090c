package io.eunomia.runtime.internal.display;

import io.eunomia.libbpf.elf.ElfObject;
import io.eunomia.libbpf.elf.ElfRelocation;
import io.eunomia.libbpf.elf.ElfSection;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Finds the maps from which an object's programs delete: those hold what is under way, as a rule. It looks for the map that was
 * loaded last into the helper's first argument before the call, which is how compilers write such calls.
 */
final class DeletedFrom {
    private static final int INSTRUCTION = 8;
    private static final int CALL = 0x85;
    private static final int LOAD_64 = 0x18;
    /** Number of bpf_map_delete_elem in {@code enum bpf_func_id} (include/uapi/linux/bpf.h). */
    private static final int DELETE = 3;
    private static final int FIRST_ARGUMENT = 1;

    private DeletedFrom() {
    }

    static Set<String> maps(ElfObject elf) {
        Set<String> deleted = new HashSet<>();
        for (int i = 0; i < elf.sections().size(); i++) {
            ElfSection section = elf.sections().get(i);
            if (section.executable()) {
                scan(section.content(), relocated(elf, i), deleted);
            }
        }
        return deleted;
    }

    private static Map<Long, String> relocated(ElfObject elf, int section) {
        Map<Long, String> names = new HashMap<>();
        for (ElfRelocation one : elf.relocations()) {
            if (one.section() == section) {
                names.put(one.offset(), elf.symbols().get(one.symbol()).name());
            }
        }
        return names;
    }

    private static void scan(ByteBuffer code, Map<Long, String> relocated, Set<String> deleted) {
        String first = "";
        for (int at = 0; at + INSTRUCTION <= code.limit(); at += INSTRUCTION) {
            int opcode = code.get(at) & 0xff;
            int registers = code.get(at + 1) & 0xff;
            if (opcode == LOAD_64 && (registers & 0xf) == FIRST_ARGUMENT) {
                first = relocated.getOrDefault((long) at, "");
            } else if (opcode == CALL && registers == 0 && code.getInt(at + 4) == DELETE) {
                deleted.add(first);
            }
        }
    }
}
