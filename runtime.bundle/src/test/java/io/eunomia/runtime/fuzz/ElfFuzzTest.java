package io.eunomia.runtime.fuzz;

import io.eunomia.libbpf.btf.MalformedBtfException;
import io.eunomia.libbpf.elf.ElfObject;
import io.eunomia.libbpf.elf.MalformedObjectException;
import java.util.List;

/** Objects are checked before libbpf sees them: what is no object is refused by name. */
class ElfFuzzTest extends Fuzzing {

    public static void fuzzerTestOneInput(byte[] input) {
        ElfObject.carve(input);
        try {
            ElfObject.parse(input).sections();
        } catch (MalformedObjectException | MalformedBtfException e) {
            // Refused as promised.
        }
    }

    @Override
    protected List<byte[]> seeds() {
        return List.of(object("engine_opens"), object("engine_refused"));
    }
}
