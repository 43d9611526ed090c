package io.eunomia.libbpf.internal.core;

import io.eunomia.libbpf.btf.Btf;
import io.eunomia.libbpf.btf.BtfType;
import io.eunomia.libbpf.btf.BtfType.EnumType;
import io.eunomia.libbpf.btf.BtfType.IntType;
import io.eunomia.libbpf.btf.BtfType.Member;
import io.eunomia.libbpf.btf.BtfType.StructType;
import io.eunomia.libbpf.core.RelocationKind;
import io.eunomia.libbpf.internal.core.Spec.Step;
import java.util.Optional;

/**
 * The value of a relocation by the types that a spec leads through: {@code bpf_core_calc_*_relo} of relo_core.c, on a
 * little-endian machine.
 *
 * @param number the number to be written into the instruction
 * @param size of the field that the instruction reads or writes, in bytes; 0 where it does not matter
 * @param sized the type of that field, which decides whether its size may differ
 * @param exact whether the instruction must hold this number in the object as compiled
 */
record RelocationValue(long number, long size, BtfType sized, boolean exact) {
    private static final int LONGEST_READ = 8;

    private static RelocationValue of(long number) {
        return new RelocationValue(number, 0, null, true);
    }

    /** @param spec null where the types lack the field @return empty when the instruction must not be reached then */
    static Optional<RelocationValue> of(RelocationKind kind, Spec spec) {
        if (spec == null) {
            return kind.ofType() || kind.question() ? Optional.of(of(0)) : Optional.empty();
        }
        return Optional.of(switch (kind) {
            case FIELD_EXISTS, TYPE_EXISTS, TYPE_MATCHES, ENUMVAL_EXISTS -> of(1);
            case TYPE_ID_LOCAL, TYPE_ID_TARGET -> new RelocationValue(spec.root(), 0, null, false);
            case TYPE_SIZE -> of(CoreTypes.size(spec.btf(), spec.root()));
            case ENUMVAL_VALUE -> of(enumerator(spec));
            default -> spec.last().name() == null ? ofElement(kind, spec) : ofMember(kind, spec);
        });
    }

    private static long enumerator(Spec spec) {
        EnumType type = (EnumType) spec.btf().type(spec.last().typeId());
        long value = type.values().get(spec.last().index()).value();
        // libbpf sign-extends the 32 bits of an enum's value, whether or not the enum has negative ones.
        return type.size() <= Integer.BYTES ? (int) value : value;
    }

    private static RelocationValue ofElement(RelocationKind kind, Spec spec) {
        Btf btf = spec.btf();
        int type = spec.last().typeId();
        if (kind == RelocationKind.FIELD_BYTE_SIZE) {
            return of(CoreTypes.size(btf, type));
        }
        if (kind != RelocationKind.FIELD_BYTE_OFFSET) {
            throw new CoreException("it asks of an array's element what only a member has");
        }
        return new RelocationValue(spec.bitOffset() / 8, CoreTypes.size(btf, CoreTypes.element(btf, type)), btf.type(type), true);
    }

    private static RelocationValue ofMember(RelocationKind kind, Spec spec) {
        Btf btf = spec.btf();
        Step step = spec.last();
        Member member = ((StructType) btf.type(step.typeId())).members().get(step.index());
        BtfType type = btf.resolve(member.typeId());
        boolean bitfield = member.bitfield();
        long byteSize = CoreTypes.size(btf, type.id());
        long bits = bitfield ? member.bitfieldSize() : byteSize * 8;
        long byteOffset = spec.bitOffset() / 8;
        if (bitfield) {
            byteOffset = byteOffset / byteSize * byteSize;
            // the smallest number of bytes that holds all of its bits
            while (spec.bitOffset() + bits - byteOffset * 8 > byteSize * 8) {
                if (byteSize >= LONGEST_READ) {
                    throw new CoreException("the bit-field cannot be read at once");
                }
                byteSize *= 2;
                byteOffset = spec.bitOffset() / 8 / byteSize * byteSize;
            }
        }
        return switch (kind) {
            case FIELD_BYTE_OFFSET -> bitfield ? new RelocationValue(byteOffset, 0, null, false) : new RelocationValue(byteOffset,
                    CoreTypes.size(btf, CoreTypes.element(btf, type.id())), type, true);
            case FIELD_BYTE_SIZE -> new RelocationValue(byteSize, 0, null, !bitfield);
            case FIELD_SIGNED -> of(type instanceof EnumType values && values.signed()
                    || type instanceof IntType integer && integer.signed() ? 1 : 0);
            case FIELD_LSHIFT_U64 -> new RelocationValue(64 - (spec.bitOffset() + bits - byteOffset * 8), 0, null, !bitfield);
            case FIELD_RSHIFT_U64 -> of(64 - bits);
            default -> throw new IllegalStateException(kind + " is not of a member");
        };
    }

    /** Tells whether an instruction for the one size may be changed to the other: zero-extended values stay the same. */
    static boolean mayResize(RelocationValue original, RelocationValue target) {
        if (original.size == target.size) {
            return true;
        }
        return original.sized instanceof BtfType.Pointer && target.sized instanceof BtfType.Pointer
                || unsigned(original.sized) && unsigned(target.sized);
    }

    private static boolean unsigned(BtfType type) {
        return type instanceof IntType integer && (!integer.signed() || integer.character() || integer.bool());
    }
}
