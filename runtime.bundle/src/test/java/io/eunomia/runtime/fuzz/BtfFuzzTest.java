package io.eunomia.runtime.fuzz;

import io.eunomia.libbpf.btf.Btf;
import io.eunomia.libbpf.btf.MalformedBtfException;
import io.eunomia.libbpf.elf.ElfObject;
import java.util.List;

/** Types: whatever was accepted can be walked to its ends. */
class BtfFuzzTest extends Fuzzing {

    public static void fuzzerTestOneInput(byte[] input) {
        Btf types;
        try {
            types = Btf.parse(input);
        } catch (MalformedBtfException e) {
            return;
        }
        for (int id = 1; id < types.typeCount(); id++) {
            types.resolve(types.type(id));
        }
        types.structs();
        types.dataSections();
    }

    @Override
    protected List<byte[]> seeds() {
        return List.of("engine_opens", "engine_refused").stream().map(Fuzzing::object).map(BtfFuzzTest::types).toList();
    }

    private static byte[] types(byte[] object) {
        return ElfObject.parse(object).sections().stream().filter(section -> section.name().equals(".BTF")).findFirst()
                .orElseThrow().bytes();
    }
}
