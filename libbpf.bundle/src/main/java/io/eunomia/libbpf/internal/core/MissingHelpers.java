package io.eunomia.libbpf.internal.core;

import io.eunomia.libbpf.btf.Btf;
import io.eunomia.libbpf.btf.BtfType.EnumType;
import io.eunomia.libbpf.btf.BtfType.Enumerator;
import io.eunomia.libbpf.elf.ElfObject;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Finds helpers that an object calls and a kernel lacks, by that kernel's {@code enum bpf_func_id}. */
public final class MissingHelpers {
    private static final String HELPERS = "bpf_func_id";
    private static final String END = "__BPF_FUNC_MAX_ID";

    private final Optional<Long> end;
    private final RelocatedObject relocated;

    public MissingHelpers(ElfObject object, Btf kernel, RelocatedObject relocated) {
        this.relocated = relocated;
        this.end = kernel.find(HELPERS, EnumType.class).stream().flatMap(type -> type.values().stream())
                .filter(value -> value.name().equals(END)).map(Enumerator::value).findFirst();
    }

    /** A sentence for each missing helper; none where the types do not name the helpers. */
    public Set<String> lacks() {
        Set<String> lacks = new LinkedHashSet<>();
        end.ifPresent(first -> relocated.helpers((helper, place) -> {
            if (helper >= first) {
                lacks.add(place + ": the kernel has no helper number " + helper + "; its last is " + (first - 1));
            }
        }));
        return lacks;
    }
}
