package io.eunomia.runtime.internal.symbol.demangle;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/** Reads the types in a name of C++, and knows what the name repeats by number. Confined to one thread. */
final class CppTypes {
    private static final int MOST_REPEATED = 2048;
    private static final Map<Character, String> BUILT_IN = Map.ofEntries(Map.entry('v', "void"), Map.entry('w', "wchar_t"),
            Map.entry('b', "bool"), Map.entry('c', "char"), Map.entry('a', "signed char"), Map.entry('h', "unsigned char"),
            Map.entry('s', "short"), Map.entry('t', "unsigned short"), Map.entry('i', "int"), Map.entry('j', "unsigned int"),
            Map.entry('l', "long"), Map.entry('m', "unsigned long"), Map.entry('x', "long long"),
            Map.entry('y', "unsigned long long"), Map.entry('n', "__int128"), Map.entry('o', "unsigned __int128"),
            Map.entry('f', "float"), Map.entry('d', "double"), Map.entry('e', "long double"), Map.entry('g', "__float128"),
            Map.entry('z', "..."));
    private static final Map<Character, String> BUILT_IN_TOO = Map.of('n', "decltype(nullptr)", 'i', "char32_t", 's', "char16_t",
            'u', "char8_t", 'a', "auto", 'c', "decltype(auto)");
    private static final Map<Character, String> STANDARD = Map.of('a', "std::allocator", 'b', "std::basic_string", 's',
            "std::string", 'i', "std::istream", 'o', "std::ostream", 'd', "std::iostream");
    private static final Map<Character, String> STANDARD_WHOLE = Map.of('s',
            "std::basic_string<char, std::char_traits<char>, std::allocator<char> >", 'i',
            "std::basic_istream<char, std::char_traits<char> >", 'o', "std::basic_ostream<char, std::char_traits<char> >", 'd',
            "std::basic_iostream<char, std::char_traits<char> >");
    /** How a number of a type is written as a template argument. */
    private static final Map<Character, String> SUFFIXES = Map.of('i', "", 'j', "u", 'l', "l", 'm', "ul", 'x', "ll", 'y', "ull");

    private final NameCursor cursor;
    private final CppName names;
    private final List<CppType> repeated = new ArrayList<>();
    /** Which of these were read with the help of template arguments, and so mean something else among others. */
    private final BitSet dependent = new BitSet();
    private int parametersRead;
    private int readBefore;
    private List<CppType> parameters = List.of();
    /** Which member of a pack is meant while what follows is read for each of them; -1 outside. */
    private int inPack = -1;
    private int packSize = -1;

    CppTypes(NameCursor cursor, CppName names) {
        this.cursor = cursor;
        this.names = names;
    }

    void add(CppType type) {
        if (repeated.size() >= MOST_REPEATED) {
            throw new NotUnderstood();
        }
        // What was read for one member of a pack is not what a repetition means.
        dependent.set(repeated.size(), parametersRead > readBefore);
        repeated.add(inPack >= 0 ? null : type);
    }

    void removeLast() {
        repeated.remove(repeated.size() - 1);
    }

    private CppType added(CppType type) {
        add(type);
        return type;
    }

    /** The template arguments that types refer to. */
    List<CppType> references() {
        return parameters;
    }

    /** Refers to other template arguments from here on. What was read with the present ones is not what repetitions of it mean. */
    void referTo(List<CppType> arguments) {
        parameters = arguments;
        for (int i = dependent.nextSetBit(0); i >= 0 && i < repeated.size(); i = dependent.nextSetBit(i + 1)) {
            repeated.set(i, null);
        }
    }

    CppType type() {
        cursor.enter();
        int before = readBefore;
        readBefore = parametersRead;
        CppType read = read();
        readBefore = before;
        cursor.leave();
        return read;
    }

    private CppType read() {
        char first = cursor.peek();
        String builtIn = BUILT_IN.get(first);
        if (builtIn != null) {
            cursor.next();
            return CppType.of(builtIn);
        }
        switch (first) {
            case 'r':
            case 'V':
            case 'K':
                String qualifiers = names.cursorQualifiers();
                return added(type().qualified(qualifiers));
            case 'P':
                cursor.next();
                return added(type().pointer("*"));
            case 'R':
                cursor.next();
                return added(type().reference("&"));
            case 'O':
                cursor.next();
                return added(type().reference("&&"));
            case 'F':
                return added(function(""));
            case 'A':
                return added(array());
            case 'M':
                return added(member());
            case 'D':
                return special();
            case 'T':
                return parameterOrTemplate();
            case 'S':
                return cursor.peek(1) == 't' ? added(CppType.of(names.name(false))) : repeatedType();
            case 'N':
            case 'Z':
                return added(CppType.of(names.name(false)));
            default:
                if (!cursor.digit()) {
                    throw new NotUnderstood();
                }
                return added(CppType.of(names.name(false)));
        }
    }

    private CppType repeatedType() {
        CppType known = substitution();
        return cursor.peek() == 'I' ? added(CppType.of(known.text() + arguments(false, false))) : known;
    }

    private CppType parameterOrTemplate() {
        CppType known = parameter();
        return cursor.peek() == 'I' ? added(CppType.of(known.text() + arguments(false, false))) : known;
    }

    private CppType special() {
        String builtIn = BUILT_IN_TOO.get(cursor.peek(1));
        if (builtIn != null) {
            cursor.take(2);
            return CppType.of(builtIn);
        } else if (cursor.eat("Do")) {
            return added(function(" noexcept"));
        }
        cursor.expect("Dp");
        return expanded();
    }

    /** Reads a type once for each member of the pack that is in it. */
    private CppType expanded() {
        if (inPack >= 0) {
            throw new NotUnderstood();
        }
        int from = cursor.position();
        List<CppType> all = new ArrayList<>();
        int known = repeated.size();
        inPack = 0;
        packSize = -1;
        do {
            while (repeated.size() > known) {
                removeLast();
            }
            cursor.moveTo(from);
            all.add(type());
            inPack++;
        } while (inPack < packSize);
        inPack = -1;
        if (packSize < 0) {
            throw new NotUnderstood();
        }
        CppType read = CppType.pack(packSize == 0 ? List.of() : all);
        add(null);
        return read;
    }

    /** Reads a reference to a template argument. */
    CppType parameter() {
        cursor.expect("T");
        int index = cursor.digit() || cursor.peek() >= 'A' && cursor.peek() <= 'Z' ? sequence() + 1 : 0;
        cursor.expect("_");
        if (index >= parameters.size()) {
            throw new NotUnderstood();
        }
        CppType known = parameters.get(index);
        if (known.pack() != null && inPack >= 0) {
            packSize = known.pack().size();
            known = packSize == 0 ? CppType.of("") : known.pack().get(Math.min(inPack, packSize - 1));
        }
        parametersRead++;
        add(known);
        return known;
    }

    /** Digits of base 36, most significant first. */
    private int sequence() {
        long value = 0;
        while (cursor.peek() != '_') {
            int digit = Character.digit(cursor.next(), 36);
            value = 36 * value + digit;
            if (digit < 0 || value > MOST_REPEATED) {
                throw new NotUnderstood();
            }
        }
        return (int) value;
    }

    CppType substitution() {
        return substitution(false);
    }

    /** Reads what the name has had before, or a short form of the standard library. @param whole for names of constructors */
    CppType substitution(boolean whole) {
        cursor.expect("S");
        char kind = cursor.peek();
        if (kind >= 'a' && kind <= 'z') {
            cursor.next();
            String standard = whole && STANDARD_WHOLE.containsKey(kind) ? STANDARD_WHOLE.get(kind) : STANDARD.get(kind);
            if (standard == null || cursor.peek() == 'B') {
                throw new NotUnderstood();
            }
            return CppType.of(standard);
        }
        int index = kind == '_' ? 0 : sequence() + 1;
        cursor.expect("_");
        CppType known = index < repeated.size() ? repeated.get(index) : null;
        parametersRead += dependent.get(index) ? 1 : 0;
        if (known == null) {
            throw new NotUnderstood();
        }
        return known;
    }

    private CppType function(String after) {
        cursor.expect("F");
        cursor.eat("Y");
        CppType result = type();
        String all = parameters("E");
        return new CppType(result.left() + (result.right().isEmpty() ? " " : ""), all + after + result.right(), true, null);
    }

    private CppType array() {
        cursor.expect("A");
        String count = cursor.digit() ? String.valueOf(cursor.number()) : "";
        cursor.expect("_");
        CppType element = type();
        return new CppType(element.left() + (element.open() ? "" : " "), '[' + count + ']' + element.right(), true, null);
    }

    private CppType member() {
        cursor.expect("M");
        String owner = type().text();
        String after = names.cursorQualifiers();
        CppType member = type();
        if (!after.isEmpty() && member.open()) {
            // The qualifiers belong to the function's type, which without them is none of its own.
            repeated.set(repeated.size() - 1, null);
        } else if (!after.isEmpty()) {
            member = added(member.qualified(after));
            after = "";
        }
        CppType pointer = member.pointer(owner + "::*");
        return new CppType(pointer.left(), pointer.right() + after, false, null);
    }

    String parameters() {
        return parameters("");
    }

    /** Reads the types of parameters. @param end what follows the last one; nothing at the end of the name */
    String parameters(String end) {
        List<String> all = new ArrayList<>();
        boolean none = true;
        String after = "";
        while (end.isEmpty() ? !cursor.done() && cursor.peek() != 'E' && cursor.peek() != '.' : !cursor.eat(end)) {
            if (!end.isEmpty() && cursor.eat("RE")) {
                after = " &";
                break;
            } else if (!end.isEmpty() && cursor.eat("OE")) {
                after = " &&";
                break;
            }
            CppType type = type();
            none = false;
            flatten(type, all);
        }
        if (none) {
            throw new NotUnderstood();
        }
        boolean empty = all.size() == 1 && all.get(0).equals("void");
        return NameCursor.bounded('(' + (empty ? "" : String.join(", ", all)) + ')' + after);
    }

    private static void flatten(CppType type, List<String> all) {
        if (type.pack() == null) {
            all.add(type.text());
        } else {
            type.pack().forEach(one -> flatten(one, all));
        }
    }

    /** Reads template arguments. @param outer whether the types of the name refer to them @param apart whether a blank comes first */
    String arguments(boolean outer, boolean apart) {
        cursor.expect("I");
        cursor.enter();
        List<CppType> all = new ArrayList<>();
        if (outer && !parameters.isEmpty()) {
            referTo(List.of());
        }
        while (!cursor.eat("E")) {
            all.add(argument());
            if (outer) {
                // A later argument may refer to an earlier one.
                parameters = new ArrayList<>(all);
            }
        }
        cursor.leave();
        List<String> texts = new ArrayList<>();
        all.forEach(one -> flatten(one, texts));
        String text = String.join(", ", texts);
        return NameCursor.bounded((apart ? " <" : "<") + text + (text.endsWith(">") ? " >" : ">"));
    }

    private CppType argument() {
        if (cursor.eat("L")) {
            return CppType.of(literal());
        }
        if (cursor.eat("J")) {
            List<CppType> all = new ArrayList<>();
            while (!cursor.eat("E")) {
                all.add(argument());
            }
            return CppType.pack(all);
        }
        return type();
    }

    private String literal() {
        char kind = cursor.peek();
        if (kind == '_' || kind == 'f' || kind == 'd' || kind == 'e') {
            throw new NotUnderstood();
        }
        String type = type().text();
        String sign = cursor.eat("n") ? "-" : "";
        int from = cursor.position();
        while (cursor.digit()) {
            cursor.next();
        }
        String digits = cursor.since(from);
        cursor.expect("E");
        if (digits.isEmpty()) {
            throw new NotUnderstood();
        }
        if (kind == 'b') {
            return digits.equals("0") ? "false" : "true";
        }
        String suffix = SUFFIXES.get(kind);
        return suffix != null ? sign + digits + suffix : '(' + type + ')' + sign + digits;
    }
}
