package io.eunomia.launcher.internal.boot.fast;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Which of the parts of a fast start are wanted. The system property {@value #PROPERTY} is {@code off} for none of them, or
 * names those that are left out: {@code -facts,-preloads}. {@code bin/eunomia} sets it from EUNOMIA_FAST. Nothing but time
 * depends on it.
 */
public final class FastStart {
    public static final String PROPERTY = "eunomia.fast";
    /** The framework property that each part is switched by, in the bundle that does it. */
    private static final Map<String, String> PARTS = Map.of("facts", "eunomia.kernel.facts", "excerpts",
            "eunomia.kernel.excerpts", "preloads", "eunomia.trackers.preload", "descriptors", DescriptorCache.PROPERTY);

    private FastStart() {
    }

    /** Returns the framework properties by which the bundles do their part or leave it. */
    public static Map<String, String> frameworkProperties() {
        return frameworkProperties(System.getProperty(PROPERTY, ""));
    }

    static Map<String, String> frameworkProperties(String choice) {
        Set<String> words = Set.copyOf(Arrays.asList(choice.split(",")));
        Map<String, String> all = new HashMap<>();
        PARTS.forEach((part, property) ->
                all.put(property, Boolean.toString(!words.contains("off") && !words.contains("-" + part))));
        return all;
    }
}
