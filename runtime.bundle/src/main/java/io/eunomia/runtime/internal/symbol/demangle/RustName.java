package io.eunomia.runtime.internal.symbol.demangle;

import java.util.Map;
import java.util.Optional;

/**
 * Reads names of Rust's own mangling, version 0 (RFC 2603). Hashes of crates are left out. Identifiers in Punycode, constants of
 * structs and the like are not understood. Confined to one thread.
 */
final class RustName {
    private static final Map<Character, String> BASIC = Map.ofEntries(Map.entry('a', "i8"), Map.entry('b', "bool"),
            Map.entry('c', "char"), Map.entry('d', "f64"), Map.entry('e', "str"), Map.entry('f', "f32"), Map.entry('h', "u8"),
            Map.entry('i', "isize"), Map.entry('j', "usize"), Map.entry('l', "i32"), Map.entry('m', "u32"),
            Map.entry('n', "i128"), Map.entry('o', "u128"), Map.entry('p', "_"), Map.entry('s', "i16"), Map.entry('t', "u16"),
            Map.entry('u', "()"), Map.entry('v', "..."), Map.entry('x', "i64"), Map.entry('y', "u64"), Map.entry('z', "!"));

    /** Numbers have 64 bits without a sign. */
    private static final long MOST_BEFORE_DIGIT = Long.divideUnsigned(-1L, 62) - 1;

    private final NameCursor cursor;
    private int lifetimes;

    private RustName(NameCursor cursor) {
        this.cursor = cursor;
    }

    static Optional<String> read(String name) {
        try {
            NameCursor cursor = new NameCursor(name, 2);
            String path = new RustName(cursor).path(true);
            if (!cursor.done() && cursor.peek() != '.') {
                // The crate from which the function was made a copy follows.
                new RustName(cursor).path(false);
            }
            // What LLVM appends for a part of the function or a copy of it follows a point.
            return cursor.done() || cursor.peek() == '.' ? Optional.of(path) : Optional.empty();
        } catch (NotUnderstood e) {
            return Optional.empty();
        }
    }

    private String path(boolean value) {
        cursor.enter();
        String path = switch (cursor.next()) {
            case 'C' -> {
                disambiguator();
                yield identifier();
            }
            case 'M' -> {
                disambiguator();
                path(false);
                yield '<' + type() + '>';
            }
            case 'X' -> {
                disambiguator();
                path(false);
                yield trait();
            }
            case 'Y' -> trait();
            case 'N' -> nested(value);
            case 'I' -> {
                String generic = path(value);
                StringBuilder arguments = new StringBuilder();
                while (!cursor.eat("E")) {
                    arguments.append(arguments.length() == 0 ? "" : ", ").append(argument());
                }
                yield generic + (value ? "::<" : "<") + arguments + '>';
            }
            case 'B' -> again(() -> path(value));
            default -> throw new NotUnderstood();
        };
        cursor.leave();
        return NameCursor.bounded(path);
    }

    private String trait() {
        String type = type();
        return '<' + type + " as " + path(false) + '>';
    }

    private String nested(boolean value) {
        char space = cursor.next();
        String outer = path(value);
        long number = disambiguator();
        String name = identifier();
        if (space >= 'A' && space <= 'Z') {
            String kind = switch (space) {
                case 'C' -> "closure";
                case 'S' -> "shim";
                default -> String.valueOf(space);
            };
            return outer + "::{" + kind + (name.isEmpty() ? "" : ':' + name) + '#' + number + '}';
        }
        if (space < 'a' || space > 'z') {
            throw new NotUnderstood();
        }
        return name.isEmpty() ? outer : outer + "::" + name;
    }

    private interface Part {
        String read();
    }

    /** Reads something that stood earlier in the name. Its place has to lie before, so that this ends. */
    private String again(Part part) {
        int here = cursor.position() - 1;
        long to = base62() + 2;
        if (to < 2 || to >= here) {
            throw new NotUnderstood();
        }
        int back = cursor.position();
        cursor.moveTo((int) to);
        String read = part.read();
        cursor.moveTo(back);
        return read;
    }

    private long disambiguator() {
        return cursor.eat("s") ? base62() + 1 : 0;
    }

    /** {@code _} is 0; digits of base 62 before it are the number less one. */
    private long base62() {
        if (cursor.eat("_")) {
            return 0;
        }
        long value = 0;
        for (char one = cursor.next(); one != '_'; one = cursor.next()) {
            int digit = one >= '0' && one <= '9' ? one - '0' : one >= 'a' && one <= 'z' ? one - 'a' + 10
                    : one >= 'A' && one <= 'Z' ? one - 'A' + 36 : -1;
            if (digit < 0 || Long.compareUnsigned(value, MOST_BEFORE_DIGIT) > 0) {
                throw new NotUnderstood();
            }
            value = 62 * value + digit;
        }
        return value + 1;
    }

    private String identifier() {
        if (cursor.peek() == 'u') {
            throw new NotUnderstood();
        }
        int length = cursor.eat("0") ? 0 : cursor.number();
        cursor.eat("_");
        return cursor.take(length);
    }

    private String argument() {
        if (cursor.eat("L")) {
            return lifetime(base62());
        }
        return cursor.eat("K") ? constant() : type();
    }

    private String lifetime(long index) {
        if (index == 0) {
            return "'_";
        }
        long depth = lifetimes - index;
        if (depth < 0) {
            throw new NotUnderstood();
        }
        return depth < 26 ? "'" + (char) ('a' + depth) : "'_" + depth;
    }

    private String type() {
        cursor.enter();
        char tag = cursor.next();
        String basic = BASIC.get(tag);
        String type = basic != null ? basic : switch (tag) {
            case 'A' -> {
                String element = type();
                yield '[' + element + "; " + constant() + ']';
            }
            case 'S' -> '[' + type() + ']';
            case 'T' -> tuple();
            case 'R', 'Q' -> {
                String life = cursor.eat("L") ? lifetime(base62()) : "'_";
                yield '&' + (life.equals("'_") ? "" : life + ' ') + (tag == 'Q' ? "mut " : "") + type();
            }
            case 'P' -> "*const " + type();
            case 'O' -> "*mut " + type();
            case 'F' -> bound(this::function);
            case 'D' -> {
                String dynamic = bound(this::dynamic);
                cursor.expect("L");
                String life = lifetime(base62());
                yield "dyn " + dynamic + (life.equals("'_") ? "" : " + " + life);
            }
            case 'B' -> again(this::type);
            default -> {
                cursor.moveTo(cursor.position() - 1);
                yield path(false);
            }
        };
        cursor.leave();
        return NameCursor.bounded(type);
    }

    private String tuple() {
        StringBuilder all = new StringBuilder();
        int count = 0;
        for (; !cursor.eat("E"); count++) {
            all.append(count == 0 ? "" : ", ").append(type());
        }
        return "(" + all + (count == 1 ? ",)" : ")");
    }

    /** Reads what may have lifetimes of its own: {@code for<'a> fn(&'a u8)}. */
    private String bound(Part part) {
        long count = cursor.eat("G") ? base62() + 1 : 0;
        if (count < 0 || count > 64) {
            throw new NotUnderstood();
        }
        StringBuilder own = new StringBuilder();
        for (int i = 0; i < count; i++) {
            lifetimes++;
            own.append(i == 0 ? "for<" : ", ").append(lifetime(1));
        }
        String read = part.read();
        lifetimes -= (int) count;
        return count == 0 ? read : own + "> " + read;
    }

    private String function() {
        String unsafe = cursor.eat("U") ? "unsafe " : "";
        String abi = "";
        if (cursor.eat("K")) {
            abi = "extern \"" + (cursor.eat("C") ? "C" : identifier().replace('_', '-')) + "\" ";
        }
        StringBuilder all = new StringBuilder();
        while (!cursor.eat("E")) {
            all.append(all.length() == 0 ? "" : ", ").append(type());
        }
        String result = cursor.eat("u") ? "" : " -> " + type();
        return unsafe + abi + "fn(" + all + ')' + result;
    }

    private String dynamic() {
        StringBuilder all = new StringBuilder();
        while (!cursor.eat("E")) {
            String trait = path(false);
            StringBuilder bindings = new StringBuilder();
            while (cursor.eat("p")) {
                String name = identifier();
                bindings.append(bindings.length() == 0 ? "" : ", ").append(name).append(" = ").append(type());
            }
            if (bindings.length() > 0) {
                trait = trait.endsWith(">") ? trait.substring(0, trait.length() - 1) + ", " + bindings + '>'
                        : trait + '<' + bindings + '>';
            }
            all.append(all.length() == 0 ? "" : " + ").append(trait);
        }
        return all.toString();
    }

    private String constant() {
        if (cursor.eat("B")) {
            return again(this::constant);
        }
        char type = cursor.next();
        if (type == 'p') {
            return "_";
        }
        boolean negative = "ilsaxn".indexOf(type) >= 0 && cursor.eat("n");
        int from = cursor.position();
        while (cursor.peek() != '_') {
            if (Character.digit(cursor.next(), 16) < 0) {
                throw new NotUnderstood();
            }
        }
        String digits = cursor.since(from);
        cursor.expect("_");
        if (digits.length() > 15) {
            throw new NotUnderstood();
        }
        long value = digits.isEmpty() ? 0 : Long.parseLong(digits, 16);
        return switch (type) {
            case 'b' -> value == 0 ? "false" : value == 1 ? "true" : fail();
            case 'a', 's', 'l', 'x', 'i', 'h', 't', 'm', 'y', 'j' -> (negative ? "-" : "") + value;
            default -> fail();
        };
    }

    private static String fail() {
        throw new NotUnderstood();
    }
}
