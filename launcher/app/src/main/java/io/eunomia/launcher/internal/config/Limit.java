package io.eunomia.launcher.internal.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** A bound that the table {@code [limits]} may set; handed to the bundles as {@link #property}. */
public enum Limit {
    /** Of a request, in bytes. */
    BODY_BYTES,
    /** Installed at one time. */
    TRACKERS,
    /** Of one tracker at one time. */
    SUBSCRIBERS;

    /** In the file: {@code body_bytes}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Of the framework: {@code eunomia.limit.body_bytes}. */
    public String property() {
        return "eunomia.limit." + key();
    }

    static Set<String> keys() {
        return Arrays.stream(values()).map(Limit::key).collect(Collectors.toUnmodifiableSet());
    }
}
