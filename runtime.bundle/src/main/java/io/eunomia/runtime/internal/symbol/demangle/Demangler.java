package io.eunomia.runtime.internal.symbol.demangle;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes the names of functions readable. Stateless: any thread. */
public final class Demangler {
    /** Longer names are left as they are: few people read them, and reading them would take long. */
    private static final int MOST_NAME = 4096;
    /** What compilers append to a part of a function, or to one that they made a copy of. */
    private static final Pattern CLONE = Pattern.compile("((?:\\.[a-zA-Z_]+[a-zA-Z0-9_]*(?:\\.[0-9]+)*)+|(?:\\.[0-9]+)+)$");
    /** What LLVM appends to names that it made unique, which means nothing to people. */
    private static final Pattern LLVM = Pattern.compile("\\.llvm\\.[0-9A-Fa-f@]+$");

    private Demangler() {
    }

    /** Returns the name as its author wrote it; the name itself if it is not mangled, or not in a way that is wholly understood. */
    public static String readable(String name) {
        if (name.length() > MOST_NAME || !name.startsWith("_R") && !name.startsWith("_Z")) {
            return name;
        }
        String whole = LLVM.matcher(name).replaceFirst("");
        if (whole.startsWith("_R")) {
            return RustName.read(whole).orElse(name);
        }
        Optional<String> rust = LegacyRustName.read(whole);
        if (rust.isPresent()) {
            return rust.get();
        }
        Matcher clone = CLONE.matcher(whole);
        if (!clone.find()) {
            return CppName.read(whole).orElse(name);
        }
        return CppName.read(whole.substring(0, clone.start()))
                .map(plain -> plain + clones(clone.group())).orElse(name);
    }

    /** Writes each suffix as binutils do: {@code .part.0.cold} as {@code [clone .part.0] [clone .cold]}. */
    private static String clones(String suffixes) {
        StringBuilder out = new StringBuilder();
        Matcher each = Pattern.compile("\\.[a-zA-Z_][a-zA-Z0-9_]*(?:\\.[0-9]+)*|(?:\\.[0-9]+)+").matcher(suffixes);
        while (each.find()) {
            out.append(" [clone ").append(each.group()).append(']');
        }
        return out.toString();
    }
}
