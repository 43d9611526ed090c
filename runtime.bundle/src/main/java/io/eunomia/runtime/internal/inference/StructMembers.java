package io.eunomia.runtime.internal.inference;

import io.eunomia.libbpf.btf.BtfType;
import io.eunomia.libbpf.btf.BtfType.Member;
import io.eunomia.libbpf.btf.BtfType.StructType;
import io.eunomia.runtime.internal.inference.Seen.Shape;
import io.eunomia.runtime.internal.inference.code.Facts;
import io.eunomia.runtime.internal.inference.code.Facts.Sign;
import io.eunomia.runtime.internal.inference.code.Region.Place;
import io.eunomia.runtime.internal.inference.code.Write;
import io.eunomia.runtime.internal.inference.source.AccessPath;
import io.eunomia.runtime.internal.inference.source.SourceTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/** Splits structs that are written as a whole: their members are fields of their own. */
final class StructMembers {
    private static final int MAX_MEMBERS = 256;
    private static final int MAX_DEPTH = 8;

    private final SourceTypes types;
    private final ToIntFunction<Place> typeOf;

    /** Splits structs by their types. @param typeOf BTF id of what a region holds, by a place in it; 0 when not known */
    StructMembers(SourceTypes types, ToIntFunction<Place> typeOf) {
        this.types = types;
        this.typeOf = typeOf;
    }

    List<Seen> apart(List<Seen> all) {
        List<Seen> result = new ArrayList<>();
        for (Seen one : all) {
            List<Seen> members = members(one);
            if (!members.isEmpty()) {
                result.addAll(members);
            } else if (one.shape() == Shape.STRUCT || !one.struct().isEmpty() && one.named()) {
                // The name of a struct is not that of a field.
                result.add(new Seen("", one.offset(), one.size(), AccessPath.NONE, Shape.NOTHING, one.kind(), one.facts(),
                        ""));
            } else {
                result.add(characters(one) ? one.textual() : one);
            }
        }
        return result;
    }

    /** Tells whether it is a copy of what is an array of characters elsewhere. */
    private boolean characters(Seen one) {
        Place from = one.facts().loaded();
        return one.named() && from != null && (one.shape() == Shape.ARRAY || one.shape() == Shape.BYTES)
                && types.charactersAt(typeOf.applyAsInt(from), from.offset(), one.size());
    }

    private List<Seen> members(Seen one) {
        if (!one.named()) {
            return List.of();
        }
        List<Seen> members = new ArrayList<>();
        int struct = struct(one);
        if (struct != 0) {
            add(one, one.name() + '.', struct, one.offset(), 0, members);
        } else {
            builtIn(one, members);
        }
        return members;
    }

    private int struct(Seen one) {
        if (!one.struct().isEmpty()) {
            return types.btf().find(one.struct(), StructType.class).filter(type -> type.size() == one.size())
                    .map(StructType::id).orElse(0);
        }
        if (one.shape() == Shape.STRUCT && one.facts().loaded() != null) {
            Place from = one.facts().loaded();
            return types.structAt(typeOf.applyAsInt(from), from.offset(), one.size());
        }
        int copied = one.facts().typeId();
        boolean whole = one.kind() == Write.Kind.COPY && copied != 0
                && types.btf().resolve(copied) instanceof StructType type && type.size() == one.size()
                && !type.name().startsWith("in");
        return whole ? types.btf().resolve(copied).id() : 0;
    }

    private void add(Seen one, String prefix, int structId, int base, int depth, List<Seen> members) {
        if (!(types.btf().type(structId) instanceof StructType struct) || depth > MAX_DEPTH) {
            return;
        }
        for (Member member : struct.members()) {
            if (members.size() >= MAX_MEMBERS) {
                return;
            }
            BtfType type = types.btf().resolve(member.typeId());
            int offset = base + member.offset();
            int size = (int) types.btf().sizeOf(member.typeId());
            String name = prefix + member.name();
            if (member.bitfield()) {
                members.add(new Seen("", offset, 1, AccessPath.NONE, Shape.NOTHING, one.kind(), Facts.NONE, ""));
            } else if (type instanceof StructType) {
                add(one, member.name().isEmpty() ? prefix : name + '.', type.id(), offset, depth + 1, members);
            } else {
                members.add(new Seen(name, offset, size, AccessPath.NONE, Shape.BYTES, Write.Kind.COPY,
                        types.exact(member.typeId()), ""));
            }
        }
    }

    /** Splits structs of helpers that are in few objects' BTF (include/uapi/linux/bpf.h). */
    private static void builtIn(Seen one, List<Seen> members) {
        if (one.shape() != Shape.BYTES) {
            return;     // an array that only serves as memory for the struct has no such members
        }
        if (one.struct().equals("bpf_pidns_info") && one.size() == 8) {
            number(one, "pid", 0, 4, members);
            number(one, "tgid", 4, 4, members);
        } else if (one.struct().equals("bpf_perf_event_value") && one.size() == 24) {
            number(one, "counter", 0, 8, members);
            number(one, "enabled", 8, 8, members);
            number(one, "running", 16, 8, members);
        }
    }

    private static void number(Seen one, String name, int offset, int size, List<Seen> members) {
        members.add(new Seen(one.name() + '.' + name, one.offset() + offset, size, AccessPath.NONE, Shape.SCALAR,
                Write.Kind.COPY, Facts.of(Sign.UNSIGNED, 8 * size), ""));
    }
}
