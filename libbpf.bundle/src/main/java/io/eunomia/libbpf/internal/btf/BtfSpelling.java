package io.eunomia.libbpf.internal.btf;

import static io.eunomia.libbpf.internal.btf.BtfKind.*;

import java.util.StringJoiner;

/**
 * Types in C spelling, for example {@code const struct foo *} or {@code void (*)(int)}. A declarator grows from the
 * inside out: pointers to its left, array bounds and parameters to its right.
 */
public final class BtfSpelling {
    /** Deep enough for what people write; hostile types can name each other without end. */
    private static final int MAX_STEPS = 48;
    private static final int MAX_CALL_DEPTH = 4;
    private static final int MAX_PARAMETERS = 32;
    private static final String CUT = "…";

    private final BtfImage image;

    public BtfSpelling(BtfImage image) {
        this.image = image;
    }

    public String spell(int id) {
        return spell(id, "", 0);
    }

    private String spell(int id, String inner, int calls) {
        String declarator = inner;
        int at = id;
        for (int step = 0; step < MAX_STEPS; step++) {
            int kind = image.kind(at);
            switch (kind) {
                case PTR:
                    declarator = '*' + declarator;
                    break;
                case ARRAY:
                    declarator = group(declarator) + '[' + bound(at) + ']';
                    at = image.word(at, 3);
                    continue;
                case FUNC_PROTO:
                    declarator = group(declarator) + parameters(at, calls);
                    break;
                case FUNC:
                    declarator = image.name(at);
                    break;
                case CONST, VOLATILE, RESTRICT:
                    // the qualifier of a pointer stands right of its star, of anything else left of its name
                    if (image.kind(image.target(at)) != PTR) {
                        return BtfKind.name(kind) + ' ' + spell(image.target(at), declarator, calls);
                    }
                    declarator = BtfKind.name(kind) + (declarator.isEmpty() ? "" : " ") + declarator;
                    break;
                case TYPE_TAG, VAR, DECL_TAG:
                    break;
                default:
                    return join(baseName(at, kind), declarator);
            }
            at = image.target(at);
        }
        return join(CUT, declarator);
    }

    private static String join(String base, String declarator) {
        return declarator.isEmpty() || declarator.startsWith("[") ? base + declarator : base + ' ' + declarator;
    }

    private static String group(String declarator) {
        return declarator.startsWith("*") ? '(' + declarator + ')' : declarator;
    }

    private String bound(int array) {
        int length = image.word(array, 5);
        return length == 0 ? "" : Integer.toUnsignedString(length);
    }

    private String baseName(int id, int kind) {
        String name = image.name(id);
        switch (kind) {
            case STRUCT, UNION:
                return BtfKind.name(kind) + ' ' + orAnonymous(name);
            case ENUM, ENUM64:
                return "enum " + orAnonymous(name);
            case FWD:
                return (image.kindFlag(id) ? "union " : "struct ") + orAnonymous(name);
            default:
                return name;
        }
    }

    private static String orAnonymous(String name) {
        return name.isEmpty() ? "{…}" : name;
    }

    private String parameters(int prototype, int calls) {
        int count = image.vlen(prototype);
        if (count == 0) {
            return "(void)";
        }
        if (calls >= MAX_CALL_DEPTH || count > MAX_PARAMETERS) {
            return '(' + CUT + ')';
        }
        StringJoiner list = new StringJoiner(", ", "(", ")");
        for (int i = 0; i < count; i++) {
            int typeId = image.word(prototype, 4 + 2 * i);
            list.add(typeId == 0 ? "..." : spell(typeId, "", calls + 1));
        }
        return list.toString();
    }
}
