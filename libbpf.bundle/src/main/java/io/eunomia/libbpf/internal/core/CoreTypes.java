package io.eunomia.libbpf.internal.core;

import io.eunomia.libbpf.btf.Btf;
import io.eunomia.libbpf.btf.BtfType;
import io.eunomia.libbpf.btf.BtfType.ArrayType;
import io.eunomia.libbpf.btf.BtfType.EnumType;
import io.eunomia.libbpf.btf.BtfType.FloatType;
import io.eunomia.libbpf.btf.BtfType.IntType;
import io.eunomia.libbpf.btf.BtfType.Pointer;
import io.eunomia.libbpf.btf.BtfType.StructType;

/** Answers questions about types that several steps of a relocation ask. */
final class CoreTypes {
    private CoreTypes() {
    }

    /** Like {@code btf_kind_core_compat}: tells whether the kinds are the same; both kinds of enum count as one. */
    static boolean sameKind(BtfType one, BtfType other) {
        if (one instanceof StructType struct && other instanceof StructType second) {
            return struct.union() == second.union();
        }
        if (one instanceof BtfType.Modifier modifier && other instanceof BtfType.Modifier second) {
            return modifier.qualifier() == second.qualifier();
        }
        return one.getClass() == other.getClass();
    }

    /** Like {@code btf__resolve_size}. @throws CoreException for a type without a size */
    static long size(Btf btf, int id) {
        BtfType type = btf.type(element(btf, id));
        boolean sized = type instanceof IntType || type instanceof Pointer || type instanceof StructType
                || type instanceof EnumType || type instanceof FloatType || type instanceof BtfType.DataSection;
        if (!sized) {
            throw new CoreException(btf.typeName(id) + " has no size");
        }
        return btf.sizeOf(id);
    }

    /** The element's type behind all dimensions of an array. */
    static int element(Btf btf, int id) {
        BtfType type = btf.resolve(id);
        while (type instanceof ArrayType array) {
            type = btf.resolve(array.typeId());
        }
        return type.id();
    }

    /** The name as in C: {@code struct task_struct}, {@code enum x}, {@code pid_t}. */
    static String name(Btf btf, int id) {
        String spelled = btf.typeName(id);
        return spelled.isEmpty() ? "an anonymous type" : spelled;
    }
}
