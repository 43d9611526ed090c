package io.eunomia.runtime.internal.decode;

import io.eunomia.libbpf.btf.Btf;
import io.eunomia.libbpf.btf.BtfType;
import io.eunomia.libbpf.btf.BtfType.ArrayType;
import io.eunomia.libbpf.btf.BtfType.EnumType;
import io.eunomia.libbpf.btf.BtfType.FloatType;
import io.eunomia.libbpf.btf.BtfType.IntType;
import io.eunomia.libbpf.btf.BtfType.Member;
import io.eunomia.libbpf.btf.BtfType.Modifier;
import io.eunomia.libbpf.btf.BtfType.Pointer;
import io.eunomia.libbpf.btf.BtfType.StructType;
import io.eunomia.libbpf.btf.BtfType.Typedef;
import io.eunomia.runtime.internal.decode.ValueLayout.ArrayLayout;
import io.eunomia.runtime.internal.decode.ValueLayout.BlobLayout;
import io.eunomia.runtime.internal.decode.ValueLayout.BoolLayout;
import io.eunomia.runtime.internal.decode.ValueLayout.CompositeLayout;
import io.eunomia.runtime.internal.decode.ValueLayout.EnumLayout;
import io.eunomia.runtime.internal.decode.ValueLayout.FloatLayout;
import io.eunomia.runtime.internal.decode.ValueLayout.IntegerLayout;
import io.eunomia.runtime.internal.decode.ValueLayout.OpaqueLayout;
import io.eunomia.runtime.internal.decode.ValueLayout.PointerLayout;
import io.eunomia.runtime.internal.decode.ValueLayout.TextLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;

/** Flattens a BTF type into slots, at most {@link #MAX_SLOTS} of them however a hostile object nests. */
final class LayoutBuilder {
    /** The limit is far above any event, and below what would do harm. */
    private static final int MAX_SLOTS = 4096;
    private static final int MAX_DEPTH = 16;

    private final Btf btf;
    private final List<Slot> slots = new ArrayList<>();
    private final int depth;
    /** How many more members may be looked at, shared with the builders of nested structs. */
    private final AtomicInteger left;
    private int unions;

    private LayoutBuilder(Btf btf) {
        this(btf, 0, new AtomicInteger(MAX_SLOTS));
    }

    private LayoutBuilder(Btf btf, int depth, AtomicInteger left) {
        this.btf = btf;
        this.depth = depth;
        this.left = left;
    }

    static StructLayout struct(Btf btf, StructType type) {
        LayoutBuilder builder = new LayoutBuilder(btf);
        builder.members(type, "", 0, 0, 0);
        builder.slots.removeIf(slot -> unsized(slot.layout()) && builder.slots.stream().anyMatch(other ->
                other.end() > slot.offset()));
        return new StructLayout(type.name(), type.size(), List.copyOf(builder.slots), builder.ends(type),
                builder.openFrom(type));
    }

    /** Lays out a scalar or array as a record of its own, e.g. a map's key. @param name of the only field, unless a struct */
    static StructLayout value(Btf btf, int typeId, String name) {
        if (btf.resolve(typeId) instanceof StructType struct) {
            return struct(btf, struct);
        }
        LayoutBuilder builder = new LayoutBuilder(btf);
        builder.add(name, new Member(name, typeId, 0, 0), 0, 0, 0);
        int size = (int) btf.sizeOf(typeId);
        return new StructLayout("", size, List.copyOf(builder.slots), new int[] {size}, size);
    }

    private void members(StructType type, String prefix, int baseBits, int union, int level) {
        int inUnion = type.union() ? ++unions : union;
        for (Member member : type.members()) {
            add(prefix + member.name(), member, baseBits, inUnion, level);
        }
    }

    private void add(String name, Member member, int baseBits, int union, int level) {
        if (left.getAndDecrement() <= 0) {
            return;
        }
        int at = baseBits + member.bitOffset();
        if (btf.resolve(member.typeId()) instanceof StructType nested && level < MAX_DEPTH && !addressStruct(nested)) {
            members(nested, member.name().isEmpty() ? name : name + '.', at, union, level + 1);
            return;
        }
        List<String> typedefs = new ArrayList<>();
        ValueLayout layout = layout(member.typeId(), typedefs);
        slots.add(new Slot(name, at, member.bitfieldSize(), layout, btf.typeName(member.typeId()),
                List.copyOf(typedefs), union));
    }

    /**
     * Tells whether a struct is one of the kernel's address types, which stay whole because their members say less than
     * their name.
     */
    private static boolean addressStruct(StructType type) {
        return type.name().equals("in_addr") && type.size() == 4 || type.name().equals("in6_addr") && type.size() == 16;
    }

    private ValueLayout layout(int typeId, List<String> typedefs) {
        BtfType type = btf.type(typeId);
        while (type instanceof Typedef || type instanceof Modifier) {
            if (type instanceof Typedef typedef) {
                typedefs.add(typedef.name());
                type = btf.type(typedef.typeId());
            } else {
                type = btf.type(((Modifier) type).typeId());
            }
        }
        if (type instanceof IntType integer) {
            return integer.bool() ? new BoolLayout(integer.size()) : new IntegerLayout(integer.size(), integer.signed());
        }
        if (type instanceof ArrayType array) {
            return array(array);
        }
        if (type instanceof EnumType values) {
            return enumeration(values);
        }
        if (type instanceof Pointer) {
            return new PointerLayout(8);
        }
        if (type instanceof FloatType real) {
            return new FloatLayout(real.size());
        }
        if (type instanceof StructType struct) {
            return composite(struct, typedefs);
        }
        return new OpaqueLayout((int) Math.min(Integer.MAX_VALUE, btf.sizeOf(type)));
    }

    static EnumLayout enumeration(EnumType type) {
        return new EnumLayout(type.size(), type.signed(), type.values().stream()
                .map(one -> new EnumLayout.Name(one.name(), one.value())).toList());
    }

    private ValueLayout array(ArrayType array) {
        int length = (int) Math.min(Integer.MAX_VALUE, array.length());
        if (btf.resolve(array.typeId()) instanceof IntType integer && integer.size() == 1 && !integer.bool()) {
            // clang marks no type as a character: plain char is text, signed char a number, and unsigned char may be any byte
            if (integer.name().equals("char")) {
                return new TextLayout(length);
            }
            if (!integer.signed()) {
                return new BlobLayout(length);
            }
        }
        return new ArrayLayout(layout(array.typeId(), new ArrayList<>()), length);
    }

    private ValueLayout composite(StructType struct, List<String> typedefs) {
        if (addressStruct(struct)) {
            typedefs.add(struct.name());
            return new BlobLayout(struct.size());
        }
        if (depth >= MAX_DEPTH) {
            return new BlobLayout(struct.size());
        }
        LayoutBuilder inner = new LayoutBuilder(btf, depth + 1, left);
        inner.members(struct, "", 0, 0, 0);
        inner.slots.removeIf(slot -> unsized(slot.layout()));
        return new CompositeLayout(struct.size(), List.copyOf(inner.slots));
    }

    /**
     * Tells whether a value is an array of no length. It has elements at the end of a record only; elsewhere it marks a
     * place, {@code __u32 headers[0]}.
     */
    static boolean unsized(ValueLayout layout) {
        return layout.size() == 0 && (layout instanceof TextLayout || layout instanceof BlobLayout || layout instanceof ArrayLayout);
    }

    private int[] ends(StructType type) {
        return type.members().stream().mapToInt(this::end).filter(end -> end > 0).sorted().distinct().toArray();
    }

    private int end(Member member) {
        int bits = member.bitfield() ? member.bitfieldSize() : (int) Math.min(1 << 27, btf.sizeOf(member.typeId())) * 8;
        return member.bitOffset() + bits + 7 >>> 3;
    }

    private int openFrom(StructType type) {
        OptionalInt unsized = slots.stream().filter(slot -> unsized(slot.layout())).mapToInt(Slot::offset).min();
        if (unsized.isPresent()) {
            return unsized.getAsInt();
        }
        List<Member> members = type.members();
        if (type.union() || members.isEmpty()) {
            return type.size();
        }
        Member last = members.get(members.size() - 1);
        ValueLayout layout = layout(last.typeId(), new ArrayList<>());
        return layout instanceof TextLayout ? last.offset() : type.size();
    }
}
