package io.eunomia.shell.text;

import java.util.regex.Pattern;

/** What a package is called that comes in a file and does not name itself. */
public final class PackageName {
    private static final Pattern ENDING = Pattern.compile("(\\.tracker)?(\\.bpf)?\\.(o|json|jar)$");
    /** As builds append it, two numbers at least: what ends in {@code -4} or {@code -4tuple} is called so. */
    private static final Pattern VERSION = Pattern.compile("-[0-9]+(\\.[0-9]+)+([.+-][0-9A-Za-z.+-]*)?$");

    private PackageName() {
    }

    /** Whether a file of this name can be a package. */
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
