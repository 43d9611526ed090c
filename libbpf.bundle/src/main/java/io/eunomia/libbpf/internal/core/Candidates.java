package io.eunomia.libbpf.internal.core;

import io.eunomia.libbpf.btf.Btf;
import io.eunomia.libbpf.btf.BtfType;
import io.eunomia.libbpf.internal.btf.FlavoredName;
import java.util.List;
import java.util.stream.Stream;

/** Finds the kernel's types that an object's type may be: same kind and name, flavors aside ({@code bpf_core_add_cands}). */
final class Candidates {
    private final Btf target;

    Candidates(Btf target) {
        this.target = target;
    }

    /** The ids of the candidates, ascending. */
    List<Integer> of(BtfType local) {
        String name = FlavoredName.essential(local.name());
        return Stream.concat(target.findAll(name, local.getClass()).stream(), target.flavors(name, local.getClass()).stream())
                .filter(type -> CoreTypes.sameKind(local, type)).map(BtfType::id).sorted().toList();
    }
}
