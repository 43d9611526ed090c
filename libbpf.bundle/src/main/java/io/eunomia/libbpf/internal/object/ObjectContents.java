package io.eunomia.libbpf.internal.object;

import io.eunomia.libbpf.GlobalVariable;
import io.eunomia.libbpf.btf.Btf;
import io.eunomia.libbpf.elf.ElfObject;
import java.util.List;
import java.util.Optional;

/** The contents of an object's file, as read in Java. */
record ObjectContents(ElfObject elf, Optional<Btf> btf, List<GlobalVariable> globals) {
    ObjectContents {
        globals = List.copyOf(globals);
    }
}
