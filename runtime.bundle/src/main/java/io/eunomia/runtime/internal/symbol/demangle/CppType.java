package io.eunomia.runtime.internal.symbol.demangle;

import java.util.List;

/**
 * A type or a name, as C++ writes it around what it declares: {@code int (*} and {@code ) [3]}. Immutable.
 *
 * @param open whether it is a function or an array, around whose pointers there are parentheses
 * @param pack of template arguments, where it stands for several; else null
 */
record CppType(String left, String right, boolean open, List<CppType> pack) {

    CppType {
        NameCursor.bounded(left);
        NameCursor.bounded(right);
    }

    static CppType of(String text) {
        return new CppType(text, "", false, null);
    }

    static CppType pack(List<CppType> all) {
        return new CppType("", "", false, List.copyOf(all));
    }

    String text() {
        return NameCursor.bounded(left + right);
    }

    /** Returns a pointer or reference to it. @param sign {@code *}, {@code &}, {@code Class::*} */
    CppType pointer(String sign) {
        if (pack != null) {
            throw new NotUnderstood();
        }
        if (!open) {
            boolean name = Character.isLetter(sign.charAt(0));
            return new CppType(left + (name ? " " : "") + sign, right, false, null);
        }
        String space = left.endsWith(" ") || left.endsWith("(") ? "" : " ";
        return new CppType(left + space + '(' + sign, (right.startsWith("[") ? ") " : ")") + right, false, null);
    }

    /** Returns a reference to it; of two references the lvalue's one stays. */
    CppType reference(String sign) {
        boolean before = !open && (left.endsWith("&") || left.endsWith("(&") || left.endsWith("(&&"));
        if (!before) {
            return pointer(sign);
        }
        return sign.equals("&") && left.endsWith("&&") ? new CppType(left.substring(0, left.length() - 1), right, false, null) : this;
    }

    CppType qualified(String qualifiers) {
        if (qualifiers.isEmpty() || left.endsWith(qualifiers)) {
            return this;
        }
        if (open || pack != null) {
            throw new NotUnderstood();
        }
        return new CppType(left + qualifiers, right, false, null);
    }
}
