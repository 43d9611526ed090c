package io.eunomia.libbpf.elf;

import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.BpfObjectFile;
import io.eunomia.libbpf.fixture.TestKernel;
import io.eunomia.libbpf.fixture.TestObjects;
import java.util.ArrayList;
import java.util.List;

/**
 * Opens damaged objects with libbpf, and loads some, without their maps: a map of a damaged size could take the
 * machine's memory, while everything libbpf does to instructions and types happens all the same. Prints each
 * object's seed before it is opened, so that the last line tells what ended this process.
 */
public final class LibbpfFuzzChild {
    private static final int LOAD_EVERY = 8;

    private int opened;
    private int loaded;

    private LibbpfFuzzChild() {
    }

    public static void main(String[] arguments) {
        LibbpfFuzzChild child = new LibbpfFuzzChild();
        child.run(Integer.parseInt(arguments[0]));
        System.out.println("done: " + child.opened + " opened, " + child.loaded + " loaded");
    }

    private void run(int mutations) {
        List<ObjectMutator> mutators = new ArrayList<>();
        for (String name : FuzzCorpus.NAMES) {
            mutators.add(new ObjectMutator(TestObjects.compiled(name)));
        }
        for (int seed = 0; seed < mutations; seed++) {
            byte[] damaged = mutators.get(seed % mutators.size()).mutate(seed);
            System.out.println("seed " + seed);
            try (BpfObjectFile file = TestKernel.libbpf().open("fuzz", damaged)) {
                opened++;
                if (opened % LOAD_EVERY == 0) {
                    load(file);
                }
            } catch (BpfException refused) {
                // by the check, by libbpf or by the kernel: each is right
            }
        }
    }

    private void load(BpfObjectFile file) {
        file.maps().forEach(map -> map.autocreate(false));
        file.load().close();
        loaded++;
    }
}
