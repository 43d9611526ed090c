package io.eunomia.runtime.internal.decode;

import io.eunomia.libbpf.elf.ElfObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The compiled programs of {@code src/test/layouts}. @param classes where the build put them */
record LayoutPrograms(Path classes) {

    /** How a program was compiled. */
    enum Variant {
        /** Its records' structs are in BTF: the truth. */
        TOLD("layouts-told", ".bpf.o"),
        /** They are not, and there is no DWARF: the code has to tell. */
        BARE("layouts-bare", ".bpf.o"),
        /** They are not, but the DWARF was left in. */
        UNSTRIPPED("layouts-bare", ".dwarf.o"),
        /** They are, and the DWARF was left in: of version 4. */
        TOLD_UNSTRIPPED("layouts-told", ".dwarf.o");

        private final String folder;
        private final String suffix;

        Variant(String folder, String suffix) {
            this.folder = folder;
            this.suffix = suffix;
        }
    }

    static LayoutPrograms compiled() {
        try {
            return new LayoutPrograms(Path.of(LayoutPrograms.class.getResource("/layouts-told").toURI()).getParent());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    List<String> names() {
        String suffix = Variant.TOLD.suffix;
        try (Stream<Path> files = Files.list(classes.resolve(Variant.TOLD.folder))) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(suffix))
                    .map(name -> name.substring(0, name.length() - suffix.length())).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] bytes(String name, Variant variant) {
        try {
            return Files.readAllBytes(classes.resolve(variant.folder).resolve(name + variant.suffix));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    TestObject object(String name, Variant variant) {
        return new TestObject(ElfObject.parse(bytes(name, variant)));
    }
}
