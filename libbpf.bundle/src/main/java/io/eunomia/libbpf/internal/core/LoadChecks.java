package io.eunomia.libbpf.internal.core;

import io.eunomia.libbpf.btf.Btf;
import io.eunomia.libbpf.core.Misfit;
import io.eunomia.libbpf.elf.ElfObject;
import java.util.List;
import java.util.stream.Stream;

/** Makes the checks against the kernel's types that libbpf makes when it loads an object, beside CO-RE relocations. */
public final class LoadChecks {
    private LoadChecks() {
    }

    /** The misfits in libbpf's order: symbols first. */
    public static List<Misfit> misfits(ElfObject object, Btf kernel) {
        return object.btf().map(own -> Stream.concat(new ExternTypes(object, own, kernel).misfits().stream(),
                new StructOpsFit(object, own, kernel).misfits().stream()).toList()).orElse(List.of());
    }

    /** Tells whether there is anything to check; asked first because the kernel's types take a while to read. */
    public static boolean needed(ElfObject object) {
        return object.btf().map(own -> own.dataSection(".ksyms").isPresent() || own.dataSection(".struct_ops").isPresent()
                || own.dataSection(".struct_ops.link").isPresent()).orElse(false);
    }
}
