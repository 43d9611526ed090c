package io.eunomia.runtime.fuzz;

import io.eunomia.libbpf.btf.MalformedBtfException;
import io.eunomia.libbpf.dwarf.DebugInfo;
import io.eunomia.libbpf.elf.ElfObject;
import io.eunomia.libbpf.elf.MalformedObjectException;
import java.util.List;

/** Debug information: read, or passed over as if there were none. */
class DwarfFuzzTest extends Fuzzing {

    public static void fuzzerTestOneInput(byte[] input) {
        ElfObject elf;
        try {
            elf = ElfObject.parse(input);
        } catch (MalformedObjectException | MalformedBtfException e) {
            return;
        }
        DebugInfo.read(elf).ifPresent(info -> {
            info.types().structs();
            info.variables(1, 0);
        });
    }

    @Override
    protected List<byte[]> seeds() {
        return List.of(object("engine_opens"));
    }
}
