package io.eunomia.runtime.internal.inference.source;

import io.eunomia.libbpf.btf.Btf;
import io.eunomia.libbpf.btf.BtfType;
import io.eunomia.libbpf.btf.BtfType.ArrayType;
import io.eunomia.libbpf.btf.BtfType.EnumType;
import io.eunomia.libbpf.btf.BtfType.FunctionProto;
import io.eunomia.libbpf.btf.BtfType.FunctionType;
import io.eunomia.libbpf.btf.BtfType.IntType;
import io.eunomia.libbpf.btf.BtfType.Member;
import io.eunomia.libbpf.btf.BtfType.Modifier;
import io.eunomia.libbpf.btf.BtfType.Pointer;
import io.eunomia.libbpf.btf.BtfType.StructType;
import io.eunomia.libbpf.btf.BtfType.Typedef;
import io.eunomia.runtime.internal.inference.code.Facts;
import io.eunomia.runtime.internal.inference.code.Facts.Sign;

/** Finds the types of what programs read: members by CO-RE path or by offset, parameters, global variables. */
public final class SourceTypes {
    private static final int MAX_DEPTH = 32;
    /** The type of ids of tasks and processes; those that the kernel keeps in its structs are not negative. */
    private static final String ID_OF_TASK = "pid_t";

    private final Btf btf;

    public SourceTypes(Btf btf) {
        this.btf = btf;
    }

    /**
     * Returns what is known of a number that was read from this type. That is less than the type says, because C lets
     * signed and unsigned numbers be assigned to each other, and programs do.
     */
    public Facts facts(int typeId) {
        return exact(typeId).withSign(Sign.UNKNOWN);
    }

    /** Returns what a value of exactly this type is like; nothing for id 0 and for types that are no number. */
    public Facts exact(int typeId) {
        if (typeId <= 0 || typeId >= btf.typeCount()) {
            return Facts.NONE;
        }
        BtfType type = btf.resolve(typeId);
        if (type instanceof IntType integer) {
            int bits = integer.bool() ? 1 : idOfTask(typeId) ? 31 : integer.signed() ? 64 : integer.bits();
            return Facts.ofType(integer.signed() ? Sign.SIGNED : Sign.UNSIGNED, bits, typeId);
        }
        if (type instanceof EnumType values) {
            return Facts.ofType(values.signed() ? Sign.SIGNED : Sign.UNSIGNED, 64, typeId);
        }
        return Facts.ofType(type instanceof Pointer ? Sign.UNSIGNED : Sign.UNKNOWN, 64, typeId);
    }

    private boolean idOfTask(int typeId) {
        BtfType type = btf.type(typeId);
        for (int i = 0; i < MAX_DEPTH; i++) {
            if (type instanceof Typedef typedef) {
                if (typedef.name().equals(ID_OF_TASK)) {
                    return true;
                }
                type = btf.type(typedef.typeId());
            } else if (type instanceof Modifier modifier) {
                type = btf.type(modifier.typeId());
            } else {
                return false;
            }
        }
        return false;
    }

    /** Returns the type at the end of a CO-RE path such as {@code 0:1:2}; 0 when the path leads nowhere. */
    public int atPath(int root, String path) {
        String[] steps = path.split(":", -1);
        int typeId = root;
        for (int i = 1; i < steps.length && typeId > 0 && typeId < btf.typeCount(); i++) {
            BtfType type = btf.resolve(typeId);
            int index = number(steps[i]);
            if (type instanceof StructType struct && index < struct.members().size()) {
                typeId = struct.members().get(index).typeId();
            } else {
                typeId = type instanceof ArrayType array ? array.typeId() : 0;
            }
        }
        return typeId > 0 && typeId < btf.typeCount() ? typeId : 0;
    }

    private static int number(String step) {
        return step.isEmpty() || step.length() > 6 ? Integer.MAX_VALUE : Integer.parseInt(step);
    }

    /** Returns the member of this size at an offset of a type, however deep; 0 when there is none or several in a union. */
    public int atOffset(int typeId, int offset, int size) {
        return atOffset(typeId, offset, size, 0);
    }

    private int atOffset(int typeId, int offset, int size, int depth) {
        if (typeId <= 0 || typeId >= btf.typeCount() || offset < 0 || depth > MAX_DEPTH) {
            return 0;
        }
        if (offset == 0 && btf.sizeOf(typeId) == size && !(btf.resolve(typeId) instanceof StructType)) {
            return typeId;
        }
        BtfType type = btf.resolve(typeId);
        if (type instanceof ArrayType array) {
            long element = btf.sizeOf(array.typeId());
            return element <= 0 || offset >= element * array.length() ? 0
                    : atOffset(array.typeId(), (int) (offset % element), size, depth + 1);
        }
        if (type instanceof StructType struct) {
            int found = 0;
            for (Member member : struct.members()) {
                int start = member.offset();
                if (member.bitfield() || offset < start || offset >= start + btf.sizeOf(member.typeId())) {
                    continue;
                }
                int inside = atOffset(member.typeId(), offset - start, size, depth + 1);
                found = found == 0 || found == inside ? inside : -1;
            }
            return Math.max(0, found);
        }
        return 0;
    }

    /** Tells whether so many bytes at an offset of a type are a whole array of characters. */
    public boolean charactersAt(int typeId, int offset, int size) {
        int at = typeId;
        int left = offset;
        for (int i = 0; i < MAX_DEPTH && at > 0 && at < btf.typeCount() && left >= 0; i++) {
            BtfType type = btf.resolve(at);
            if (type instanceof ArrayType array) {
                if (text(array.typeId())) {
                    return left == 0 && size == array.length();
                }
                long element = btf.sizeOf(array.typeId());
                if (element <= 0 || left >= element * array.length()) {
                    return false;
                }
                at = array.typeId();
                left = (int) (left % element);
            } else if (type instanceof StructType struct && !struct.union()) {
                int from = left;
                Member inner = struct.members().stream().filter(member -> !member.bitfield() && from >= member.offset()
                        && from < member.offset() + btf.sizeOf(member.typeId())).findFirst().orElse(null);
                if (inner == null) {
                    return false;
                }
                at = inner.typeId();
                left -= inner.offset();
            } else {
                return false;
            }
        }
        return false;
    }

    /** Returns what the first parameter of a function points to; 0 for {@code void} and for none. */
    public int contextOf(int functionId) {
        if (functionId <= 0 || functionId >= btf.typeCount()
                || !(btf.type(functionId) instanceof FunctionType function)
                || !(btf.type(function.prototypeId()) instanceof FunctionProto prototype)
                || prototype.parameters().isEmpty()) {
            return 0;
        }
        return btf.resolve(prototype.parameters().get(0).typeId()) instanceof Pointer pointer ? pointer.typeId() : 0;
    }

    /** Returns the struct or union of this size at an offset of a type; 0 when there is none. */
    public int structAt(int typeId, int offset, int size) {
        int at = typeId;
        int left = offset;
        for (int i = 0; i < MAX_DEPTH && at > 0 && at < btf.typeCount() && left >= 0; i++) {
            BtfType type = btf.resolve(at);
            if (!(type instanceof StructType struct)) {
                return 0;
            }
            if (left == 0 && struct.size() == size) {
                return struct.id();
            }
            int from = left;
            Member inner = struct.members().stream().filter(member -> !member.bitfield() && from >= member.offset()
                    && from < member.offset() + btf.sizeOf(member.typeId())).findFirst().orElse(null);
            if (inner == null) {
                return 0;
            }
            at = inner.typeId();
            left -= inner.offset();
        }
        return 0;
    }

    /** Returns the type of an array's elements, 0 when it is no array. */
    public int element(int typeId) {
        return btf.resolve(typeId) instanceof ArrayType array ? array.typeId() : 0;
    }

    /** Returns the bytes of an array with elements of this size, 0 when it is none. */
    public int arrayBytes(int typeId, int size) {
        int element = typeId <= 0 || typeId >= btf.typeCount() ? 0 : element(typeId);
        return element != 0 && btf.sizeOf(element) == size ? (int) Math.min(1 << 20, btf.sizeOf(typeId)) : 0;
    }

    /** Tells whether its bytes are in network order by its type: {@code __be32}, and four bytes of an address. */
    public boolean networkOrder(int typeId) {
        BtfType type = typeId <= 0 || typeId >= btf.typeCount() ? null : btf.type(typeId);
        for (int i = 0; i < MAX_DEPTH && type != null; i++) {
            if (type instanceof Typedef typedef) {
                if (typedef.name().equals("__be32") || typedef.name().equals("__be16")) {
                    return true;
                }
                type = btf.type(typedef.typeId());
            } else if (type instanceof Modifier modifier) {
                type = btf.type(modifier.typeId());
            } else {
                return type instanceof ArrayType array && array.length() == 4 && btf.sizeOf(array.typeId()) == 1
                        || type instanceof StructType struct && struct.name().equals("in_addr");
            }
        }
        return false;
    }

    /** Returns the name of the member at an offset of a struct, empty for none. */
    public String memberName(int typeId, int offset) {
        return typeId > 0 && typeId < btf.typeCount() && btf.resolve(typeId) instanceof StructType struct
                ? struct.members().stream().filter(member -> member.offset() == offset && !member.bitfield()).findFirst()
                        .map(Member::name).orElse("") : "";
    }

    /** Tells whether it is one number of so many bytes. */
    public boolean scalar(int typeId, int size) {
        return typeId > 0 && typeId < btf.typeCount() && btf.sizeOf(typeId) == size
                && (btf.resolve(typeId) instanceof IntType || btf.resolve(typeId) instanceof EnumType
                        || btf.resolve(typeId) instanceof Pointer);
    }

    /** Tells whether an array of it is text. clang marks no type as a character, so its name decides. */
    public boolean text(int typeId) {
        return btf.resolve(typeId) instanceof IntType integer && integer.name().equals("char");
    }

    public Btf btf() {
        return btf;
    }
}
