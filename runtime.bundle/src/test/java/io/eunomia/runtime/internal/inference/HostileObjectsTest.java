package io.eunomia.runtime.internal.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.libbpf.btf.MalformedBtfException;
import io.eunomia.libbpf.elf.ElfObject;
import io.eunomia.libbpf.elf.ElfSection;
import io.eunomia.libbpf.elf.MalformedObjectException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Objects whose code, types and source lines were changed at random: working records out of them fails nowhere. */
class HostileObjectsTest {
    private static final int ROUNDS = 400;
    private static final List<String> RINGS = List.of("members", "packets", "results", "lines", "copies", "ways");

    @Test
    void changed_bytes_are_harmless() throws IOException {
        byte[] whole;
        try (InputStream in = HostileObjectsTest.class.getResourceAsStream("/bpf/inferred_kinds.bpf.o")) {
            whole = in.readAllBytes();
        }
        List<ElfSection> changed = ElfObject.parse(whole).sections().stream().filter(section -> section.executable()
                || section.name().startsWith(".BTF") || section.name().startsWith(".rel")).toList();
        Random random = new Random(5);
        int looked = 0;
        int found = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] object = whole.clone();
            for (int i = 1 + random.nextInt(6); i > 0; i--) {
                ElfSection section = changed.get(random.nextInt(changed.size()));
                if (section.size() > 0) {
                    object[section.offset() + random.nextInt(section.size())] = (byte) random.nextInt(256);
                }
            }
            ElfObject elf;
            try {
                elf = ElfObject.parse(object);
            } catch (MalformedObjectException | MalformedBtfException e) {
                continue;
            }
            RecordInference evidence = RecordInference.of(elf);
            looked++;
            for (String ring : RINGS) {
                evidence.valueTypes(ring);
                evidence.handOvers(ring);
                found += evidence.inferred(ring).isPresent() ? 1 : 0;
            }
        }
        assertThat(looked).isGreaterThan(ROUNDS / 10);
        assertThat(found).isGreaterThan(looked);
    }
}
