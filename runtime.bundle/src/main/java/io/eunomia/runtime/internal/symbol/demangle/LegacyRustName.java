package io.eunomia.runtime.internal.symbol.demangle;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads names that Rust gave to functions before its own mangling: those of C++, with a hash as the last part, which is left out
 * here, and signs written as {@code $LT$} (the crate rustc-demangle, src/legacy.rs).
 */
final class LegacyRustName {
    private static final Map<String, String> SIGNS = Map.of("SP", "@", "BP", "*", "RF", "&", "LT", "<", "GT", ">", "LP", "(",
            "RP", ")", "C", ",");
    private static final int HASH = 17;

    private LegacyRustName() {
    }

    static Optional<String> read(String name) {
        try {
            NameCursor cursor = new NameCursor(name, 0);
            cursor.expect("_ZN");
            List<String> parts = new ArrayList<>();
            while (cursor.digit()) {
                parts.add(cursor.take(cursor.number()));
            }
            cursor.expect("E");
            // LLVM appends to the names of copies what means nothing to people.
            boolean ended = cursor.done() || cursor.peek() == '.';
            if (!ended || parts.size() < 2 || !parts.get(parts.size() - 1).matches("h[0-9a-f]{" + (HASH - 1) + "}")) {
                return Optional.empty();
            }
            return Optional.of(String.join("::", parts.subList(0, parts.size() - 1).stream().map(LegacyRustName::part).toList()));
        } catch (NotUnderstood e) {
            return Optional.empty();
        }
    }

    private static String part(String mangled) {
        StringBuilder out = new StringBuilder();
        int at = mangled.startsWith("_$") ? 1 : 0;
        while (at < mangled.length()) {
            char one = mangled.charAt(at);
            if (one == '.') {
                boolean two = mangled.startsWith("..", at);
                out.append(two ? "::" : ".");
                at += two ? 2 : 1;
            } else if (one == '$') {
                int end = mangled.indexOf('$', at + 1);
                if (end < 0) {
                    throw new NotUnderstood();
                }
                out.append(sign(mangled.substring(at + 1, end)));
                at = end + 1;
            } else {
                out.append(one);
                at++;
            }
        }
        return out.toString();
    }

    private static String sign(String escape) {
        String sign = SIGNS.get(escape);
        if (sign != null) {
            return sign;
        }
        if (!escape.matches("u[0-9a-f]{1,6}")) {
            throw new NotUnderstood();
        }
        int character = Integer.parseInt(escape.substring(1), 16);
        if (!Character.isValidCodePoint(character) || Character.isISOControl(character)) {
            throw new NotUnderstood();
        }
        return Character.toString(character);
    }
}
