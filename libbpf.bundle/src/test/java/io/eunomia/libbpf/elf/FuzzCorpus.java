package io.eunomia.libbpf.elf;

import java.util.List;

/** The objects that are damaged: between them they hold every section and relocation that libbpf acts on. */
final class FuzzCorpus {
    static final List<String> NAMES = List.of("types", "globals", "maps", "externs", "structops", "subprograms");

    private FuzzCorpus() {
    }
}
