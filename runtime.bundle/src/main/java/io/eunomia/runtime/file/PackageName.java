package io.eunomia.runtime.file;

import java.util.regex.Pattern;

/** Derives a package's name from its file, for a package that does not name itself. */
public final class PackageName {
    private static final Pattern ENDING = Pattern.compile("(\\.tracker)?(\\.bpf)?\\.(o|json|jar)$");
    /** A version as builds append it, with at least two numbers: {@code -4} or {@code -4tuple} may be part of a name. */
    private static final Pattern VERSION = Pattern.compile("-[0-9]+(\\.[0-9]+)+([.+-][0-9A-Za-z.+-]*)?$");

    private PackageName() {
    }

    /** Tells whether a file of this name can be a package. */
    public static boolean hasEnding(String file) {
        return ENDING.matcher(file).find();
    }

    /** @return {@code opens} of {@code opens-1.2.3.bpf.o}, {@code lb-4} of {@code lb-4.o} */
    public static String of(String file) {
        String plain = ENDING.matcher(file).replaceFirst("");
        String name = VERSION.matcher(plain).replaceFirst("");
        return name.isEmpty() ? plain : name;
    }
}
