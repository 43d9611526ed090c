package io.eunomia.libbpf.internal.core;

import io.eunomia.libbpf.btf.Btf;
import io.eunomia.libbpf.btf.BtfType;
import io.eunomia.libbpf.internal.btf.KernelExcerpt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The kernel's types that a type of the object may be: those of its kind and name, flavors aside ({@code bpf_core_add_cands}). */
final class Candidates {
    private static final String FLAVOR = "___";

    private final Btf target;
    /** By name without flavor; made with the first question. */
    private Map<String, List<Integer>> flavored;

    Candidates(Btf target) {
        this.target = target;
    }

    /** Ids, ascending. */
    List<Integer> of(BtfType local) {
        String name = KernelExcerpt.essential(local.name());
        TreeSet<Integer> ids = new TreeSet<>();
        target.findAll(name, local.getClass()).forEach(type -> add(local, type, ids));
        flavored().getOrDefault(name, List.of()).forEach(id -> add(local, target.type(id), ids));
        return new ArrayList<>(ids);
    }

    private static void add(BtfType local, BtfType type, TreeSet<Integer> ids) {
        if (CoreTypes.sameKind(local, type)) {
            ids.add(type.id());
        }
    }

    private Map<String, List<Integer>> flavored() {
        if (flavored == null) {
            flavored = new HashMap<>();
            target.all(BtfType.class).filter(type -> type.name().contains(FLAVOR)).forEach(type ->
                    flavored.computeIfAbsent(KernelExcerpt.essential(type.name()), key -> new ArrayList<>()).add(type.id()));
        }
        return flavored;
    }
}
