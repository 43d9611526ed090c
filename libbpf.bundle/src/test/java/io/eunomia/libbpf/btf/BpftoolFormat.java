package io.eunomia.libbpf.btf;

import io.eunomia.libbpf.btf.BtfType.*;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes types as {@code bpftool btf dump} does (its raw format), so that the two can be compared. */
final class BpftoolFormat {
    private BpftoolFormat() {
    }

    /** The type's line and those of its parts. */
    static List<String> lines(Btf btf, BtfType type) {
        List<String> lines = new ArrayList<>();
        lines.add("[" + type.id() + "] " + keyword(type) + ' ' + quoted(type.name()) + ' ' + facts(type));
        if (type instanceof StructType struct) {
            struct.members().forEach(member -> lines.add('\t' + quoted(member.name()) + " type_id="
                    + member.typeId() + " bits_offset=" + member.bitOffset()
                    + (member.bitfield() ? " bitfield_size=" + member.bitfieldSize() : "")));
        } else if (type instanceof EnumType enumeration) {
            enumeration.values().forEach(value -> lines.add('\t' + quoted(value.name()) + " val="
                    + (enumeration.signed() ? Long.toString(value.value()) : Long.toUnsignedString(value.value()))
                    + (wide(enumeration) ? enumeration.signed() ? "LL" : "ULL" : "")));
        } else if (type instanceof FunctionProto prototype) {
            prototype.parameters().forEach(parameter -> lines.add('\t' + quoted(parameter.name()) + " type_id="
                    + parameter.typeId()));
            if (prototype.variadic()) {
                lines.add("\t'(anon)' type_id=0");
            }
        } else if (type instanceof DataSection section) {
            section.entries().forEach(entry -> lines.add("\ttype_id=" + entry.typeId() + " offset="
                    + entry.offset() + " size=" + entry.size() + " ("
                    + keyword(btf.type(entry.typeId())) + " '" + btf.type(entry.typeId()).name() + "')"));
        }
        return lines;
    }

    private static boolean wide(EnumType type) {
        return type.size() == 8;
    }

    private static String quoted(String name) {
        return '\'' + (name.isEmpty() ? "(anon)" : name) + '\'';
    }

    private static String keyword(BtfType type) {
        if (type instanceof IntType) {
            return "INT";
        } else if (type instanceof Pointer) {
            return "PTR";
        } else if (type instanceof ArrayType) {
            return "ARRAY";
        } else if (type instanceof StructType struct) {
            return struct.union() ? "UNION" : "STRUCT";
        } else if (type instanceof EnumType enumeration) {
            return wide(enumeration) ? "ENUM64" : "ENUM";
        } else if (type instanceof Forward) {
            return "FWD";
        } else if (type instanceof Modifier modifier) {
            return modifier.qualifier().name();
        } else if (type instanceof FunctionType) {
            return "FUNC";
        } else if (type instanceof FunctionProto) {
            return "FUNC_PROTO";
        } else if (type instanceof Variable) {
            return "VAR";
        } else if (type instanceof DataSection) {
            return "DATASEC";
        } else if (type instanceof FloatType) {
            return "FLOAT";
        } else if (type instanceof DeclTag) {
            return "DECL_TAG";
        }
        return type.getClass().getSimpleName().toUpperCase(Locale.ROOT);
    }

    private static String facts(BtfType type) {
        if (type instanceof IntType integer) {
            String encoding = integer.signed() ? "SIGNED" : integer.bool() ? "BOOL"
                    : integer.character() ? "CHAR" : "(none)";
            return "size=" + integer.size() + " bits_offset=" + integer.bitOffset() + " nr_bits=" + integer.bits()
                    + " encoding=" + encoding;
        } else if (type instanceof Pointer pointer) {
            return "type_id=" + pointer.typeId();
        } else if (type instanceof ArrayType array) {
            return "type_id=" + array.typeId() + " index_type_id=" + array.indexTypeId() + " nr_elems="
                    + array.length();
        } else if (type instanceof StructType struct) {
            return "size=" + struct.size() + " vlen=" + struct.members().size();
        } else if (type instanceof EnumType enumeration) {
            return "encoding=" + (enumeration.signed() ? "SIGNED" : "UNSIGNED") + " size=" + enumeration.size()
                    + " vlen=" + enumeration.values().size();
        } else if (type instanceof Forward forward) {
            return "fwd_kind=" + (forward.union() ? "union" : "struct");
        } else if (type instanceof Typedef typedef) {
            return "type_id=" + typedef.typeId();
        } else if (type instanceof Modifier modifier) {
            return "type_id=" + modifier.typeId();
        }
        return declarationFacts(type);
    }

    private static String declarationFacts(BtfType type) {
        if (type instanceof FunctionType function) {
            return "type_id=" + function.prototypeId() + " linkage=" + linkage(function.linkage());
        } else if (type instanceof FunctionProto prototype) {
            return "ret_type_id=" + prototype.returnTypeId() + " vlen="
                    + (prototype.parameters().size() + (prototype.variadic() ? 1 : 0));
        } else if (type instanceof Variable variable) {
            return "type_id=" + variable.typeId() + ", linkage=" + linkage(variable.linkage());
        } else if (type instanceof DataSection section) {
            return "size=" + section.size() + " vlen=" + section.entries().size();
        } else if (type instanceof FloatType real) {
            return "size=" + real.size();
        } else if (type instanceof DeclTag tag) {
            return "type_id=" + tag.typeId() + " component_idx=" + tag.componentIndex();
        }
        throw new IllegalArgumentException(type.toString());
    }

    private static String linkage(Linkage linkage) {
        return linkage.name().toLowerCase(Locale.ROOT);
    }
}
