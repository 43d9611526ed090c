package io.eunomia.libbpf.dwarf;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.btf.Btf;
import io.eunomia.libbpf.elf.ElfObject;
import io.eunomia.libbpf.elf.ElfSection;
import io.eunomia.libbpf.elf.ElfSymbol;
import io.eunomia.libbpf.elf.ObjectMutator;
import io.eunomia.libbpf.fixture.TestObjects;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Damages debugging information at random and asks of each object that it is either refused with a message or can be
 * read to the end. The seeds are fixed; {@code -Deunomia.fuzz.mutations=200000} makes it a long run.
 */
class DebugInfoFuzzTest {
    private static final int MUTATIONS = Integer.getInteger("eunomia.fuzz.mutations", 2000);

    @Test
    void damaged_debugging_information_is_refused_or_readable() {
        List<ObjectMutator> mutators = List.of(
                new ObjectMutator(TestObjects.unstripped("debug_info"), ElfSection::debug),
                new ObjectMutator(TestObjects.unstripped("types"), ElfSection::debug));
        int accepted = 0;
        for (int seed = 0; seed < MUTATIONS; seed++) {
            byte[] damaged = mutators.get(seed % mutators.size()).mutate(seed);
            try {
                ElfObject object = ElfObject.parse(damaged);
                DebugInfo.read(object).ifPresent(info -> read(object, info));
                accepted++;
            } catch (BpfException refused) {
                assertThat(refused.getMessage()).as("seed %d", seed).contains(" check").hasSizeLessThan(2000)
                        .doesNotContainPattern("[\\x00-\\x08\\x1b]");
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError escaped) {
                throw new AssertionError("seed " + seed + " got through", escaped);
            }
        }
        assertThat(accepted).isBetween(MUTATIONS / 20, MUTATIONS * 9 / 10);
    }

    private static void read(ElfObject object, DebugInfo info) {
        Btf types = info.types();
        for (int id = 0; id < types.typeCount(); id++) {
            types.type(id);
            types.sizeOf(id);
            types.typeName(id);
        }
        object.symbols().stream().filter(symbol -> symbol.kind() == ElfSymbol.Kind.FUNCTION).forEach(symbol ->
                info.variables(symbol.section(), symbol.value()).forEach(variable -> types.type(variable.typeId())));
    }
}
