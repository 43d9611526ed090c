package io.eunomia.libbpf.internal.core;

import io.eunomia.libbpf.btf.Btf;
import io.eunomia.libbpf.btf.BtfType;
import io.eunomia.libbpf.btf.BtfType.ArrayType;
import io.eunomia.libbpf.btf.BtfType.EnumType;
import io.eunomia.libbpf.btf.BtfType.Member;
import io.eunomia.libbpf.btf.BtfType.StructType;
import io.eunomia.libbpf.core.RelocationKind;
import java.util.ArrayList;
import java.util.List;

/**
 * The access path from a type to the relocated field: named members and indices of arrays, without the anonymous structs and
 * unions between them ({@code struct bpf_core_spec} of relo_core.c).
 */
final class Spec {
    /** BPF_CORE_SPEC_MAX_LEN. */
    private static final int MAX_LENGTH = 64;

    /**
     * One step of the path.
     *
     * @param typeId the struct that has the member; for an index the element's type
     * @param index the member's number, or the array's index
     * @param name the member's or enumerator's name; null for an index
     */
    record Step(int typeId, int index, String name) {
    }

    private final Btf btf;
    private final int root;
    private final List<Step> steps = new ArrayList<>();
    private long bitOffset;
    private int depth;

    Spec(Btf btf, int root) {
        this.btf = btf;
        this.root = root;
    }

    /** Like {@code bpf_core_parse_spec}. @param access such as {@code 0:1:2} @throws CoreException if it leads nowhere */
    static Spec parse(Btf btf, RelocationKind kind, int type, String access) {
        Spec spec = new Spec(btf, type);
        if (kind.ofType()) {
            if (!access.equals("0")) {
                throw new CoreException("a relocation of a type has the access string \"" + access + '"');
            }
            return spec;
        }
        String[] indices = access.split(":");
        int first = Integer.parseInt(indices[0]);
        BtfType resolved = btf.resolve(type);
        if (kind.ofEnumerator()) {
            if (!(resolved instanceof EnumType values) || indices.length > 1 || first >= values.values().size()) {
                throw new CoreException("the object's own types have no enumerator " + access + " there");
            }
            spec.steps.add(new Step(resolved.id(), first, values.values().get(first).name()));
            return spec;
        }
        spec.steps.add(new Step(resolved.id(), first, null));
        spec.depth = 1;
        spec.bitOffset = first * CoreTypes.size(btf, resolved.id()) * 8;
        int at = resolved.id();
        for (int i = 1; i < indices.length; i++) {
            at = spec.enter(at, Integer.parseInt(indices[i]));
        }
        return spec;
    }

    private int enter(int id, int index) {
        BtfType type = btf.resolve(id);
        if (type instanceof StructType struct && index < struct.members().size()) {
            Member member = struct.members().get(index);
            bitOffset += member.bitOffset();
            if (!member.name().isEmpty()) {
                steps.add(new Step(type.id(), index, member.name()));
            }
            return member.typeId();
        }
        if (type instanceof ArrayType array && (index < array.length() || endsStruct(array))) {
            int element = btf.resolve(array.typeId()).id();
            steps.add(new Step(element, index, null));
            bitOffset += index * CoreTypes.size(btf, element) * 8;
            return element;
        }
        throw new CoreException("the object's own types have no member " + index + " in " + CoreTypes.name(btf, id));
    }

    /** Like {@code is_flex_arr}: tells whether it is an array without a length as a struct's last member. */
    boolean endsStruct(ArrayType array) {
        Step last = last();
        return last.name() != null && array.length() == 0 && btf.type(last.typeId()) instanceof StructType struct
                && last.index() == struct.members().size() - 1;
    }

    /** Adds a step of the path through the target. @throws CoreException when there are too many */
    void add(Step step) {
        if (depth == MAX_LENGTH) {
            throw new CoreException("structs are nested more than " + MAX_LENGTH + " deep");
        }
        depth++;
        steps.add(step);
    }

    /** Moves into a member of the target, or back out of it when {@code by} is negative. */
    void move(long bits, int by) {
        if (by > 0 && depth == MAX_LENGTH) {
            throw new CoreException("structs are nested more than " + MAX_LENGTH + " deep");
        }
        depth += by;
        bitOffset += bits;
    }

    /** Adds the name of the member that was entered. */
    void name(Step step) {
        steps.add(step);
    }

    Btf btf() {
        return btf;
    }

    int root() {
        return root;
    }

    List<Step> steps() {
        return steps;
    }

    Step last() {
        return steps.get(steps.size() - 1);
    }

    long bitOffset() {
        return bitOffset;
    }

    /** The first {@code count} steps as text, such as {@code struct task_struct.se.load[1]}. */
    String text(int count) {
        StringBuilder text = new StringBuilder(CoreTypes.name(btf, root));
        for (int i = 0; i < count; i++) {
            Step step = steps.get(i);
            if (btf.type(step.typeId()) instanceof EnumType) {
                text.append("::").append(step.name());
            } else if (step.name() != null) {
                text.append('.').append(step.name());
            } else if (i > 0 || step.index() > 0) {
                text.append('[').append(step.index()).append(']');
            }
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return text(steps.size());
    }
}
