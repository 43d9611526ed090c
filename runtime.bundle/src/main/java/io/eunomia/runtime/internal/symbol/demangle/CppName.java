package io.eunomia.runtime.internal.symbol.demangle;

import java.util.List;
import java.util.Optional;

/**
 * Reads names of functions in C++ (Itanium C++ ABI, section 5.1), and writes them as binutils' c++filt does. Expressions, decltype and
 * what newer standards added to templates are not understood. Confined to one thread.
 */
final class CppName {
    private final NameCursor cursor;
    private final CppTypes types;
    private String qualifiers = "";
    private boolean templated;
    private boolean withoutResult;

    CppName(NameCursor cursor) {
        this.cursor = cursor;
        this.types = new CppTypes(cursor, this);
    }

    static Optional<String> read(String name) {
        try {
            NameCursor cursor = new NameCursor(name, 0);
            cursor.expect("_Z");
            String read = new CppName(cursor).encoding(true);
            return cursor.done() ? Optional.of(read) : Optional.empty();
        } catch (NotUnderstood e) {
            return Optional.empty();
        }
    }

    /** Reads a function with its parameters, or a variable. @param result whether what a template returns is written */
    String encoding(boolean result) {
        cursor.enter();
        String read = cursor.peek() == 'T' || cursor.peek() == 'G' ? special() : function(result);
        cursor.leave();
        return read;
    }

    private String function(boolean result) {
        templated = false;
        withoutResult = false;
        qualifiers = "";
        String name = name(true);
        String after = qualifiers;
        if (cursor.done() || cursor.peek() == 'E' || cursor.peek() == '.') {
            return name + after;
        }
        CppType returned = templated && !withoutResult ? types.type() : null;
        String whole = name + types.parameters() + after;
        if (returned == null || !result) {
            return NameCursor.bounded(whole);
        }
        return NameCursor.bounded(returned.right().isEmpty() ? returned.left() + ' ' + whole
                : returned.left() + whole + returned.right());
    }

    private String special() {
        if (cursor.eat("GV")) {
            return "guard variable for " + name(true);
        } else if (cursor.eat("GTt")) {
            return "transaction clone for " + encoding(true);
        }
        cursor.expect("T");
        switch (cursor.next()) {
            case 'V':
                return "vtable for " + types.type().text();
            case 'T':
                return "VTT for " + types.type().text();
            case 'I':
                return "typeinfo for " + types.type().text();
            case 'S':
                return "typeinfo name for " + types.type().text();
            case 'H':
                return "TLS init function for " + name(true);
            case 'W':
                return "TLS wrapper function for " + name(true);
            case 'h':
                offset();
                cursor.expect("_");
                return "non-virtual thunk to " + encoding(true);
            case 'v':
                offset();
                cursor.expect("_");
                offset();
                cursor.expect("_");
                return "virtual thunk to " + encoding(true);
            case 'c':
                thunk();
                thunk();
                return "covariant return thunk to " + encoding(true);
            default:
                throw new NotUnderstood();
        }
    }

    private void thunk() {
        boolean virtual = cursor.next() == 'v';
        offset();
        cursor.expect("_");
        if (virtual) {
            offset();
            cursor.expect("_");
        }
    }

    private void offset() {
        cursor.eat("n");
        cursor.number();
    }

    /** Reads a name. @param outer whether its template arguments are those that its types refer to */
    String name(boolean outer) {
        cursor.enter();
        String read;
        if (cursor.peek() == 'N') {
            read = nested(outer);
        } else if (cursor.peek() == 'Z') {
            read = local(outer);
        } else if (cursor.peek() == 'S' && cursor.peek(1) != 't') {
            read = arguments(types.substitution().text(), outer);
        } else {
            String before = cursor.eat("St") ? "std::" : "";
            read = before + unqualified("");
            if (cursor.peek() == 'I') {
                types.add(CppType.of(read));
                read = arguments(read, outer);
            } else if (outer) {
                templated = false;
            }
        }
        cursor.leave();
        return NameCursor.bounded(read);
    }

    private String arguments(String name, boolean outer) {
        if (cursor.peek() != 'I') {
            throw new NotUnderstood();
        }
        String read = name + types.arguments(outer, name.endsWith("<"));
        templated |= outer;
        return read;
    }

    private String nested(boolean outer) {
        cursor.expect("N");
        String after = cursorQualifiers();
        String reference = cursor.eat("R") ? " &" : cursor.eat("O") ? " &&" : "";
        String read = "";
        boolean added = false;
        boolean arguments = false;
        while (!cursor.eat("E")) {
            if (cursor.peek() == 'S' && cursor.peek(1) != 't') {
                read = types.substitution(cursor.peek(2) == 'C' || cursor.peek(2) == 'D').text();
                added = false;
                continue;
            }
            if (cursor.peek() == 'T') {
                read = types.parameter().text();
                arguments = false;
            } else if (cursor.peek() == 'I') {
                if (read.isEmpty()) {
                    throw new NotUnderstood();
                }
                read += types.arguments(outer, read.endsWith("<"));
                arguments = true;
            } else if (read.isEmpty() && cursor.eat("St")) {
                read = "std::" + unqualified("");
                arguments = false;
            } else {
                cursor.eat("M");
                read = read.isEmpty() ? unqualified("") : read + "::" + unqualified(read);
                arguments = false;
            }
            types.add(CppType.of(read));
            added = true;
        }
        if (!added) {
            throw new NotUnderstood();
        }
        types.removeLast();
        if (outer) {
            templated = arguments;
            qualifiers = after + reference;
        }
        return read;
    }

    /** Reads {@code r}, {@code V} and {@code K}, which are written the other way round. */
    String cursorQualifiers() {
        String restrict = cursor.eat("r") ? " restrict" : "";
        String isVolatile = cursor.eat("V") ? " volatile" : "";
        String isConst = cursor.eat("K") ? " const" : "";
        return isConst + isVolatile + restrict;
    }

    private String local(boolean outer) {
        cursor.expect("Z");
        boolean before = templated;
        List<CppType> references = types.references();
        String function = encoding(false);
        cursor.expect("E");
        templated = before;
        withoutResult = false;
        qualifiers = "";
        if (cursor.eat("s")) {
            discriminator();
            return function + "::string literal";
        }
        if (cursor.peek() == 'd') {
            throw new NotUnderstood();
        }
        templated = false;
        String name = name(outer);
        if (!outer) {
            types.referTo(references);
        }
        discriminator();
        return function + "::" + name;
    }

    private void discriminator() {
        if (cursor.eat("__")) {
            cursor.number();
            cursor.expect("_");
        } else if (cursor.peek() == '_' && cursor.peek(1) >= '0' && cursor.peek(1) <= '9') {
            cursor.next();
            cursor.next();
        }
    }

    /** Reads one part of a name. @param scope what stands before it, whose name constructors have */
    String unqualified(String scope) {
        cursor.eat("L");
        char first = cursor.peek();
        String read;
        if (cursor.digit()) {
            read = source();
        } else if (first == 'C' || first == 'D' && "012345".indexOf(cursor.peek(1)) >= 0) {
            cursor.next();
            char kind = cursor.next();
            if (scope.isEmpty() || kind < '0' || kind > '5') {
                throw new NotUnderstood();
            }
            withoutResult = true;
            read = (first == 'D' ? "~" : "") + last(scope);
        } else if (first == 'U') {
            read = unnamed();
        } else {
            read = operator();
        }
        while (cursor.eat("B")) {
            read += "[abi:" + source() + ']';
        }
        return read;
    }

    private String operator() {
        if (cursor.eat("cv")) {
            withoutResult = true;
            return "operator " + types.type().text();
        } else if (cursor.eat("li")) {
            return "operator\"\" " + source();
        }
        return "operator" + CppOperators.named(cursor.take(2));
    }

    String source() {
        String read = cursor.take(cursor.number());
        if (read.isEmpty()) {
            throw new NotUnderstood();
        }
        return read.startsWith("_GLOBAL_") && read.startsWith("N", 9) ? "(anonymous namespace)" : read;
    }

    private String unnamed() {
        if (cursor.eat("Ut")) {
            return "{unnamed type#" + count() + '}';
        }
        cursor.expect("Ul");
        boolean before = templated;
        StringBuilder parameters = new StringBuilder();
        if (cursor.eat("vE")) {
            parameters.append("()");
        } else {
            parameters.append(types.parameters("E"));
        }
        templated = before;
        return "{lambda" + parameters + '#' + count() + '}';
    }

    private int count() {
        int number = cursor.digit() ? cursor.number() + 2 : 1;
        cursor.expect("_");
        return number;
    }

    /** Returns the last part of a name without its template arguments. */
    private static String last(String scope) {
        int end = scope.length();
        if (scope.endsWith(">")) {
            int open = 0;
            do {
                end--;
                open += scope.charAt(end) == '>' ? 1 : scope.charAt(end) == '<' ? -1 : 0;
            } while (open > 0 && end > 0);
        }
        int from = scope.lastIndexOf("::", end - 1);
        String name = scope.substring(from < 0 ? 0 : from + 2, end);
        int tag = name.indexOf("[abi:");
        if (name.isEmpty() || name.indexOf('(') >= 0 || name.indexOf('}') >= 0) {
            throw new NotUnderstood();
        }
        return tag < 0 ? name : name.substring(0, tag);
    }
}
