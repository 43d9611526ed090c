package io.eunomia.libbpf.internal.btf;

import static io.eunomia.libbpf.internal.btf.BtfKind.*;

import java.util.StringJoiner;

/**
 * Spells types in C, for example {@code const struct foo *} or {@code void (*)(int)}. A declarator grows from the inside out:
 * pointers to its left, array bounds and parameters to its right.
 */
public final class BtfSpelling {
    /** More steps than any written declaration takes; without a bound hostile types could refer to each other endlessly. */
    private static final int MAX_STEPS = 256;
    private static final String CUT = "…";

    private final BtfImage image;
    private int stepsLeft = MAX_STEPS;

    private BtfSpelling(BtfImage image) {
        this.image = image;
    }

    /** @return the spelling of a type, cut short with {@code …} if it would become too long */
    public static String spell(BtfImage image, int id) {
        return new BtfSpelling(image).spell(id, "");
    }

    private String spell(int id, String inner) {
        String declarator = inner;
        int at = id;
        while (stepsLeft-- > 0) {
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
                    declarator = group(declarator) + parameters(at);
                    break;
                case FUNC:
                    declarator = image.name(at);
                    break;
                case CONST, VOLATILE, RESTRICT:
                    // the qualifier of a pointer stands right of its star, of anything else left of its name
                    if (image.kind(image.target(at)) != PTR) {
                        return BtfKind.name(kind) + ' ' + spell(image.target(at), declarator);
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

    private String parameters(int prototype) {
        int count = image.vlen(prototype);
        if (count == 0) {
            return "(void)";
        }
        StringJoiner list = new StringJoiner(", ", "(", ")");
        for (int i = 0; i < count; i++) {
            if (stepsLeft <= 0) {
                list.add(CUT);
                break;
            }
            int typeId = image.word(prototype, 4 + 2 * i);
            list.add(typeId == 0 ? "..." : spell(typeId, ""));
        }
        return list.toString();
    }
}
