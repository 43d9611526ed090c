package io.eunomia.libbpf.internal.core;

import io.eunomia.libbpf.btf.Btf;
import io.eunomia.libbpf.btf.BtfType;
import io.eunomia.libbpf.btf.BtfType.ArrayType;
import io.eunomia.libbpf.btf.BtfType.EnumType;
import io.eunomia.libbpf.btf.BtfType.Enumerator;
import io.eunomia.libbpf.btf.BtfType.Forward;
import io.eunomia.libbpf.btf.BtfType.FunctionProto;
import io.eunomia.libbpf.btf.BtfType.IntType;
import io.eunomia.libbpf.btf.BtfType.Member;
import io.eunomia.libbpf.btf.BtfType.Pointer;
import io.eunomia.libbpf.btf.BtfType.StructType;
import io.eunomia.libbpf.internal.btf.FlavoredName;

/** Compares whole types: {@code __bpf_core_types_are_compat} and {@code __bpf_core_types_match} of relo_core.c. */
final class TypeMatch {
    private static final int MAX_DEPTH = 32;

    private final Btf local;
    private final Btf target;

    TypeMatch(Btf local, Btf target) {
        this.local = local;
        this.target = target;
    }

    /** Compares as {@code bpf_core_type_exists} and the like do: the kinds must be alike, and structs only by their name. */
    boolean compatible(int localId, int targetId) {
        return CoreTypes.sameKind(local.type(localId), target.type(targetId)) && compatible(localId, targetId, MAX_DEPTH);
    }

    private boolean compatible(int localId, int targetId, int level) {
        BtfType one = local.resolve(localId);
        BtfType other = target.resolve(targetId);
        for (int depth = 0; depth < MAX_DEPTH; depth++) {
            if (!CoreTypes.sameKind(one, other)) {
                return false;
            }
            if (one instanceof IntType integer) {
                return integer.bitOffset() == 0 && ((IntType) other).bitOffset() == 0;
            } else if (one instanceof Pointer pointer) {
                one = local.resolve(pointer.typeId());
                other = target.resolve(((Pointer) other).typeId());
            } else if (one instanceof ArrayType array) {
                one = local.resolve(array.typeId());
                other = target.resolve(((ArrayType) other).typeId());
            } else if (one instanceof FunctionProto prototype) {
                if (!compatibleParameters(prototype, (FunctionProto) other, level)) {
                    return false;
                }
                one = local.resolve(prototype.returnTypeId());
                other = target.resolve(((FunctionProto) other).returnTypeId());
            } else {
                return one instanceof StructType || one instanceof EnumType || one instanceof Forward
                        || one instanceof BtfType.VoidType;
            }
        }
        throw tooDeep();
    }

    private boolean compatibleParameters(FunctionProto one, FunctionProto other, int level) {
        if (one.parameters().size() != other.parameters().size()) {
            return false;
        }
        for (int i = 0; i < one.parameters().size(); i++) {
            if (level <= 0) {
                throw tooDeep();
            }
            if (!compatible(one.parameters().get(i).typeId(), other.parameters().get(i).typeId(), level - 1)) {
                return false;
            }
        }
        return true;
    }

    /** Compares as {@code bpf_core_type_matches} does: the target must have everything alike that the local type has. */
    boolean matches(int localId, int targetId) {
        return matches(localId, targetId, false, MAX_DEPTH);
    }

    private boolean matches(int localId, int targetId, boolean behindPointer, int level) {
        if (level <= 0) {
            throw tooDeep();
        }
        BtfType one = local.resolve(localId);
        BtfType other = target.resolve(targetId);
        boolean behind = behindPointer;
        for (int depth = 0; depth < MAX_DEPTH; depth++) {
            if (!sameName(one.name(), other.name())) {
                return false;
            }
            if (one instanceof Pointer pointer && other instanceof Pointer second) {
                behind = true;
                one = local.resolve(pointer.typeId());
                other = target.resolve(second.typeId());
            } else if (one instanceof ArrayType array && other instanceof ArrayType second
                    && array.length() == second.length()) {
                one = local.resolve(array.typeId());
                other = target.resolve(second.typeId());
            } else if (one instanceof FunctionProto prototype && other instanceof FunctionProto second) {
                if (!matchingParameters(prototype, second, behind, level)) {
                    return false;
                }
                one = local.resolve(prototype.returnTypeId());
                other = target.resolve(second.returnTypeId());
            } else {
                return matchingLeaf(one, other, behind, level);
            }
        }
        throw tooDeep();
    }

    private boolean matchingLeaf(BtfType one, BtfType other, boolean behindPointer, int level) {
        if (one instanceof BtfType.VoidType) {
            return other instanceof BtfType.VoidType;
        }
        if (one instanceof IntType integer) {
            return other instanceof IntType second && integer.size() == second.size()
                    && integer.signed() == second.signed();
        }
        if (one instanceof EnumType values) {
            return other instanceof EnumType second && matchingValues(values, second);
        }
        if (one instanceof Forward forward) {
            return other instanceof Forward second ? forward.union() == second.union()
                    : behindPointer && other instanceof StructType struct && struct.union() == forward.union();
        }
        if (one instanceof StructType struct) {
            if (behindPointer) {
                return other instanceof StructType second ? struct.union() == second.union()
                        : other instanceof Forward forward && forward.union() == struct.union();
            }
            return other instanceof StructType second && struct.union() == second.union()
                    && matchingMembers(struct, second, level);
        }
        return false;
    }

    private boolean matchingParameters(FunctionProto one, FunctionProto other, boolean behindPointer, int level) {
        if (one.parameters().size() != other.parameters().size()) {
            return false;
        }
        for (int i = 0; i < one.parameters().size(); i++) {
            if (!matches(one.parameters().get(i).typeId(), other.parameters().get(i).typeId(), behindPointer, level - 1)) {
                return false;
            }
        }
        return true;
    }

    private boolean matchingMembers(StructType one, StructType other, int level) {
        if (one.members().size() > other.members().size()) {
            return false;
        }
        for (Member member : one.members()) {
            boolean found = false;
            for (Member second : other.members()) {
                if (sameName(member.name(), second.name()) && matches(member.typeId(), second.typeId(), false, level - 1)) {
                    found = true;
                    break;
                }
            }
            if (!found) {
                return false;
            }
        }
        return true;
    }

    private static boolean matchingValues(EnumType one, EnumType other) {
        return one.size() == other.size() && one.values().size() <= other.values().size()
                && one.values().stream().map(Enumerator::name).allMatch(name ->
                        other.values().stream().anyMatch(second -> sameName(name, second.name())));
    }

    private static boolean sameName(String one, String other) {
        return other.isEmpty() ? one.isEmpty() : FlavoredName.essential(one).equals(FlavoredName.essential(other));
    }

    private static CoreException tooDeep() {
        return new CoreException("types refer to each other more than " + MAX_DEPTH + " deep");
    }
}
