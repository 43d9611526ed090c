package io.eunomia.libbpf.internal.btf;

import static io.eunomia.libbpf.internal.btf.BtfKind.*;

import io.eunomia.libbpf.btf.BtfType;
import io.eunomia.libbpf.btf.BtfType.*;
import java.util.ArrayList;
import java.util.List;

/** Makes type objects from checked records. */
public final class BtfTypeReader {
    private static final int INT_SIGNED = 1;
    private static final int INT_CHAR = 2;
    private static final int INT_BOOL = 4;

    private final BtfImage image;
    private final BtfLayout layout;

    public BtfTypeReader(BtfImage image, BtfLayout layout) {
        this.image = image;
        this.layout = layout;
    }

    /** @param id of a type of the image, from 0 to below its type count */
    public BtfType read(int id) {
        int kind = image.kind(id);
        switch (kind) {
            case VOID:
                return new VoidType();
            case INT:
                return readInt(id);
            case PTR:
                return new Pointer(id, image.target(id));
            case ARRAY:
                return new ArrayType(id, image.word(id, 3), image.word(id, 4),
                        Integer.toUnsignedLong(image.word(id, 5)));
            case STRUCT, UNION:
                return new StructType(id, image.name(id), kind == UNION, image.size(id), readMembers(id));
            case ENUM, ENUM64:
                return readEnum(id, kind == ENUM64);
            case FWD:
                return new Forward(id, image.name(id), image.kindFlag(id));
            case TYPEDEF:
                return new Typedef(id, image.name(id), image.target(id));
            case VOLATILE, CONST, RESTRICT, TYPE_TAG:
                return new Modifier(id, qualifier(kind), image.name(id), image.target(id));
            case FUNC:
                return new FunctionType(id, image.name(id), image.target(id), linkage(image.vlen(id)));
            case FUNC_PROTO:
                return readPrototype(id);
            case VAR:
                return new Variable(id, image.name(id), image.target(id), linkage(image.word(id, 3)));
            case DATASEC:
                return new DataSection(id, image.name(id), image.size(id), readEntries(id));
            case FLOAT:
                return new FloatType(id, image.name(id), image.size(id));
            case DECL_TAG:
                return new DeclTag(id, image.name(id), image.target(id), image.word(id, 3));
            default:
                throw new IllegalStateException("kind " + kind + " passed the check");
        }
    }

    private IntType readInt(int id) {
        int encoding = image.word(id, 3);
        int flags = encoding >>> 24 & 0xf;
        return new IntType(id, image.name(id), image.size(id), encoding & 0xff, encoding >>> 16 & 0xff,
                (flags & INT_SIGNED) != 0, (flags & INT_CHAR) != 0, (flags & INT_BOOL) != 0);
    }

    private List<Member> readMembers(int id) {
        int count = image.vlen(id);
        List<Member> members = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            members.add(new Member(image.string(image.word(id, 3 + 3 * i)), image.word(id, 4 + 3 * i),
                    (int) layout.memberBitOffset(id, i), layout.memberBitfieldSize(id, i)));
        }
        return members;
    }

    private EnumType readEnum(int id, boolean wide) {
        boolean signed = image.kindFlag(id);
        int count = image.vlen(id);
        int stride = wide ? 3 : 2;
        List<Enumerator> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int at = 3 + stride * i;
            int low = image.word(id, at + 1);
            long value = signed && !wide ? low : Integer.toUnsignedLong(low);
            if (wide) {
                value |= (long) image.word(id, at + 2) << 32;
            }
            values.add(new Enumerator(image.string(image.word(id, at)), value));
        }
        return new EnumType(id, image.name(id), image.size(id), signed, values);
    }

    private FunctionProto readPrototype(int id) {
        int count = image.vlen(id);
        List<Parameter> parameters = new ArrayList<>(count);
        boolean variadic = false;
        for (int i = 0; i < count; i++) {
            int nameOffset = image.word(id, 3 + 2 * i);
            int typeId = image.word(id, 4 + 2 * i);
            if (i == count - 1 && typeId == 0) {
                variadic = true;
            } else {
                parameters.add(new Parameter(image.string(nameOffset), typeId));
            }
        }
        return new FunctionProto(id, image.target(id), parameters, variadic);
    }

    private List<Entry> readEntries(int id) {
        int count = image.vlen(id);
        List<Entry> entries = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int at = 3 + 3 * i;
            entries.add(new Entry(image.word(id, at), image.word(id, at + 1), image.word(id, at + 2)));
        }
        return entries;
    }

    private static Qualifier qualifier(int kind) {
        switch (kind) {
            case CONST:
                return Qualifier.CONST;
            case VOLATILE:
                return Qualifier.VOLATILE;
            case RESTRICT:
                return Qualifier.RESTRICT;
            default:
                return Qualifier.TYPE_TAG;
        }
    }

    private static Linkage linkage(int number) {
        return Linkage.values()[number];
    }
}
