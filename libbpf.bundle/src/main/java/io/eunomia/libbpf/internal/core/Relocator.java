package io.eunomia.libbpf.internal.core;

import io.eunomia.libbpf.btf.Btf;
import io.eunomia.libbpf.btf.BtfType;
import io.eunomia.libbpf.core.RelocationKind;
import io.eunomia.libbpf.internal.btf.FlavoredName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Resolves one relocation at a time as libbpf does: {@code bpf_core_calc_relo_insn} of relo_core.c. One thread. */
final class Relocator {
    private final Btf local;
    private final Btf target;
    private final Candidates candidates;
    private final Map<Integer, List<Integer>> remaining = new HashMap<>();

    /**
     * The result of resolving a relocation.
     *
     * @param subject the relocated thing, in the object's words
     * @param original its value by the object's own types
     * @param value its value by the kernel's types; null when the instruction must not be reached
     * @param found whether the kernel's types have the subject
     * @param problem a text that says what is lacking, or empty
     */
    record Result(String subject, RelocationValue original, RelocationValue value, boolean found, String problem) {
    }

    Relocator(Btf local, Btf target) {
        this.local = local;
        this.target = target;
        this.candidates = new Candidates(target);
    }

    /** The relocated thing for messages; only its type when the object's own types do not lead to the thing. */
    String subject(RelocationKind kind, int type, String access) {
        try {
            return Spec.parse(local, kind, type, access).toString();
        } catch (CoreException | IndexOutOfBoundsException e) {
            return CoreTypes.name(local, type);
        }
    }

    /** @throws CoreException when libbpf would refuse the object */
    Result resolve(RelocationKind kind, int type, String access) {
        Spec spec = Spec.parse(local, kind, type, access);
        RelocationValue original = RelocationValue.of(kind, spec).orElseThrow();
        if (kind == RelocationKind.TYPE_ID_LOCAL) {
            return new Result(spec.toString(), original, original, true, "");
        }
        BtfType root = local.type(type);
        if (root.name().isEmpty()) {
            throw new CoreException("types without a name are not relocated");
        }
        List<Integer> known = remaining.computeIfAbsent(type, id -> candidates.of(root));
        String problem = known.isEmpty() ? "there is no " + FlavoredName.essential(CoreTypes.name(local, type)) : "";
        List<Integer> matching = new ArrayList<>();
        Spec first = null;
        RelocationValue value = null;
        for (int candidate : known) {
            SpecMatch match = new SpecMatch(spec, target, candidate);
            Optional<Spec> found = match.find(kind);
            if (found.isEmpty()) {
                problem = problem.isEmpty() ? match.problem() : problem;
                continue;
            }
            RelocationValue one = RelocationValue.of(kind, found.get()).orElseThrow();
            if (first != null) {
                requireSame(first, value, found.get(), one);
            } else {
                first = found.get();
                value = one;
            }
            matching.add(candidate);
        }
        // If any candidates matched, libbpf asks only those the next time.
        if (!matching.isEmpty()) {
            remaining.put(type, matching);
            return new Result(spec.toString(), original, value, true, "");
        }
        return new Result(spec.toString(), original, RelocationValue.of(kind, null).orElse(null), false, problem);
    }

    private static void requireSame(Spec first, RelocationValue value, Spec other, RelocationValue second) {
        if (first.bitOffset() != other.bitOffset() || value.number() != second.number()) {
            throw new CoreException("types of that name differ in it: " + value.number() + " and " + second.number());
        }
    }
}
