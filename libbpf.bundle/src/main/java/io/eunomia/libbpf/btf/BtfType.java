package io.eunomia.libbpf.btf;

import java.util.List;
import java.util.Optional;

/**
 * One type of a {@link Btf}. Types refer to each other by id ({@code typeId}); {@link Btf#type} follows such a
 * reference. Sizes and offsets are in bytes unless a name says bits.
 */
public sealed interface BtfType {

    /** The id in the {@link Btf} it came from; 0 is {@code void}. */
    int id();

    /** The C name without {@code struct}/{@code union}/{@code enum}; empty for anonymous types. */
    String name();

    /** {@code void}, id 0. */
    record VoidType() implements BtfType {
        @Override
        public int id() {
            return 0;
        }

        @Override
        public String name() {
            return "void";
        }
    }

    /**
     * BTF_KIND_INT.
     *
     * @param size of the storage in bytes, 1 to 16
     * @param bits number of bits that hold the value; less than {@code 8 * size} only in bit-fields of old compilers
     * @param bitOffset of the value in its storage, in bits; 0 except in those bit-fields
     * @param character true when the compiler encodes it as a character (clang does so for no type; go by the name instead)
     */
    record IntType(int id, String name, int size, int bits, int bitOffset, boolean signed, boolean character,
            boolean bool) implements BtfType {
    }

    /** BTF_KIND_PTR. */
    record Pointer(int id, int typeId) implements BtfType {
        @Override
        public String name() {
            return "";
        }
    }

    /**
     * BTF_KIND_ARRAY.
     *
     * @param typeId the type of an element
     * @param length number of elements, unsigned 32-bit; 0 for a flexible array
     */
    record ArrayType(int id, int typeId, int indexTypeId, long length) implements BtfType {
        @Override
        public String name() {
            return "";
        }
    }

    /** BTF_KIND_STRUCT and BTF_KIND_UNION. */
    record StructType(int id, String name, boolean union, int size, List<Member> members) implements BtfType {
        public StructType {
            members = List.copyOf(members);
        }

        public Optional<Member> member(String wanted) {
            return members.stream().filter(member -> member.name().equals(wanted)).findFirst();
        }
    }

    /**
     * A member of a struct or union.
     *
     * @param name empty for an anonymous struct or union, whose members belong to the outer one in C
     * @param bitOffset from the start of the struct, in bits
     * @param bitfieldSize width in bits, 0 when it is not a bit-field
     */
    record Member(String name, int typeId, int bitOffset, int bitfieldSize) {
        /** In bytes from the start of the struct; for a bit-field the byte that holds its first bit. */
        public int offset() {
            return bitOffset >>> 3;
        }

        public boolean bitfield() {
            return bitfieldSize != 0;
        }
    }

    /** BTF_KIND_ENUM and BTF_KIND_ENUM64. */
    record EnumType(int id, String name, int size, boolean signed, List<Enumerator> values) implements BtfType {
        public EnumType {
            values = List.copyOf(values);
        }

        /** @return the first name of this value */
        public Optional<String> nameOf(long value) {
            return values.stream().filter(one -> one.value() == value).map(Enumerator::name).findFirst();
        }
    }

    /** @param value sign-extended if the enum is signed, else zero-extended (an unsigned 64-bit one as it is) */
    record Enumerator(String name, long value) {
    }

    /** BTF_KIND_FWD: a struct or union that is declared without its members. */
    record Forward(int id, String name, boolean union) implements BtfType {
    }

    /** BTF_KIND_TYPEDEF. */
    record Typedef(int id, String name, int typeId) implements BtfType {
    }

    /** BTF_KIND_CONST, VOLATILE, RESTRICT and TYPE_TAG; the name is the tag's text, else empty. */
    record Modifier(int id, Qualifier qualifier, String name, int typeId) implements BtfType {
    }

    /** The qualifier that a {@link Modifier} adds to a type. */
    enum Qualifier {
        CONST, VOLATILE, RESTRICT, TYPE_TAG
    }

    /** BTF_KIND_FUNC. */
    record FunctionType(int id, String name, int prototypeId, Linkage linkage) implements BtfType {
    }

    /** {@code enum btf_func_linkage}, and the same numbers for variables. */
    enum Linkage {
        STATIC, GLOBAL, EXTERN
    }

    /** BTF_KIND_FUNC_PROTO. */
    record FunctionProto(int id, int returnTypeId, List<Parameter> parameters, boolean variadic)
            implements BtfType {
        public FunctionProto {
            parameters = List.copyOf(parameters);
        }

        @Override
        public String name() {
            return "";
        }
    }

    /** A parameter of a {@link FunctionProto}; the name may be empty. */
    record Parameter(String name, int typeId) {
    }

    /** BTF_KIND_VAR. */
    record Variable(int id, String name, int typeId, Linkage linkage) implements BtfType {
    }

    /**
     * BTF_KIND_DATASEC: the variables of an ELF section.
     *
     * @param size 0 in objects as clang writes them; the offsets of their global variables are then 0 too and
     *        must be taken from the ELF symbols
     */
    record DataSection(int id, String name, int size, List<Entry> entries) implements BtfType {
        public DataSection {
            entries = List.copyOf(entries);
        }
    }

    /** @param typeId of a {@link Variable}, or of a {@link FunctionType} in {@code .ksyms} */
    record Entry(int typeId, int offset, int size) {
    }

    /** BTF_KIND_FLOAT. */
    record FloatType(int id, String name, int size) implements BtfType {
    }

    /**
     * BTF_KIND_DECL_TAG; the name is the tag's text.
     *
     * @param componentIndex member or parameter that is tagged, -1 for the type itself
     */
    record DeclTag(int id, String name, int typeId, int componentIndex) implements BtfType {
    }
}
