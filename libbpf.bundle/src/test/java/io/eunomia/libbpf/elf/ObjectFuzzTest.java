package io.eunomia.libbpf.elf;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.btf.Btf;
import io.eunomia.libbpf.fixture.TestObjects;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Damages objects at random and asks of each that it is either refused with a message or can be read to the end.
 * The seeds are fixed; {@code -Deunomia.fuzz.mutations=200000} makes it a long run.
 */
class ObjectFuzzTest {
    private static final int MUTATIONS = Integer.getInteger("eunomia.fuzz.mutations", 6000);

    @Test
    void a_damaged_object_is_refused_or_readable() {
        List<ObjectMutator> mutators = new ArrayList<>();
        for (String name : FuzzCorpus.NAMES) {
            mutators.add(new ObjectMutator(TestObjects.compiled(name)));
        }
        int accepted = 0;
        for (int seed = 0; seed < MUTATIONS; seed++) {
            byte[] damaged = mutators.get(seed % mutators.size()).mutate(seed);
            try {
                read(ElfObject.parse(damaged));
                accepted++;
            } catch (BpfException refused) {
                assertThat(refused.getMessage()).as("seed %d", seed).contains(" check").hasSizeLessThan(2000)
                        .doesNotContainPattern("[\\x00-\\x08\\x1b]");
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError escaped) {
                throw new AssertionError("seed " + seed + " got through", escaped);
            }
        }
        // damage that the reader cannot see is no use as a test, nor is damage that it always sees
        assertThat(accepted).isBetween(MUTATIONS / 20, MUTATIONS * 9 / 10);
    }

    private static void read(ElfObject object) {
        object.globals().forEach(global -> object.btf().orElseThrow().typeName(global.typeId()));
        assertThat(object.license()).hasSizeLessThan(object.toByteArray().length);
        object.btf().ifPresent(ObjectFuzzTest::read);
    }

    private static void read(Btf btf) {
        for (int id = 0; id < btf.typeCount(); id++) {
            btf.type(id);
            btf.sizeOf(id);
            btf.alignOf(id);
            btf.typeName(id);
            btf.resolve(id);
        }
        btf.hintedStructs();
    }
}
