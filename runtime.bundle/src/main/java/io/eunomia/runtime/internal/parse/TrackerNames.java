package io.eunomia.runtime.internal.parse;

import java.util.regex.Pattern;

/** Checks names and versions of trackers, because they become parts of bundle names, file names and URLs. */
public final class TrackerNames {
    /** The name of a package that nothing names. */
    public static final String UNNAMED = "hotupdate";

    private static final int MAX_LENGTH = 64;
    private static final int MAX_VERSION = 32;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern VERSION = Pattern.compile("[\\x21-\\x7e]{0,32}");
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,127}");

    private TrackerNames() {
    }

    /**
     * Checks a name.
     *
     * @param pointer where the name stands; empty when it does not come from a package
     * @throws io.eunomia.runtime.TrackerException of kind BAD_PACKAGE when it is no name
     */
    public static String checked(String name, String pointer) {
        if (!NAME.matcher(name).matches()) {
            throw BadPackage.at(pointer, '"' + PlainText.shown(name) + "\" is no name for a tracker", "1 to " + MAX_LENGTH
                    + " letters, digits, dots, hyphens and underscores, a letter or digit first");
        }
        return name;
    }

    static String checkedVersion(String version, String pointer) {
        if (!VERSION.matcher(version).matches()) {
            throw BadPackage.at(pointer, '"' + PlainText.shown(version) + "\" is no version", "at most " + MAX_VERSION
                    + " visible ASCII characters, such as 1.2.3");
        }
        return version;
    }

    static String checkedArgument(String name, String pointer) {
        if (!IDENTIFIER.matcher(name).matches()) {
            throw BadPackage.at(pointer, '"' + PlainText.shown(name) + "\" is no name for an argument",
                    "a letter or underscore, then letters, digits, underscores, dots and hyphens");
        }
        return name;
    }

    /** Makes a name of a file's name or the like: characters that do not fit become hyphens. Empty when nothing is left. */
    static String derived(String text) {
        String base = text.substring(text.lastIndexOf('/') + 1);
        for (String ending : new String[] {".json", ".jar", ".o", ".bpf"}) {
            if (base.endsWith(ending)) {
                base = base.substring(0, base.length() - ending.length());
            }
        }
        String clean = base.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[^A-Za-z0-9]+", "");
        return clean.length() <= MAX_LENGTH ? clean : clean.substring(0, MAX_LENGTH);
    }
}
