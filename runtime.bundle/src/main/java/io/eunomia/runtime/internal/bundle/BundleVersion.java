package io.eunomia.runtime.internal.bundle;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.Version;

/** Turns the free text that packages give as their version into a version of OSGi (Core R8, section 3.2.5). */
public final class BundleVersion {
    private static final Pattern NUMBERS = Pattern.compile("v?([0-9]{1,9})(?:\\.([0-9]{1,9}))?(?:\\.([0-9]{1,9}))?(.*)");

    private BundleVersion() {
    }

    /** {@code 1.2-beta} becomes {@code 1.2.0.beta}, {@code nightly} becomes {@code 0.0.0.nightly}. */
    public static Version of(String text) {
        Matcher matcher = NUMBERS.matcher(text);
        if (!matcher.matches()) {
            return new Version(0, 0, 0, qualifier(text));
        }
        return new Version(number(matcher.group(1)), number(matcher.group(2)), number(matcher.group(3)),
                qualifier(matcher.group(4)));
    }

    private static int number(String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private static String qualifier(String text) {
        return text.replaceAll("[^A-Za-z0-9_-]+", "_").replaceAll("^[_-]+|[_-]+$", "");
    }
}
