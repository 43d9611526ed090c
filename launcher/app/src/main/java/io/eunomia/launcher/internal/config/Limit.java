package io.eunomia.launcher.internal.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** A bound that the table {@code [limits]} may set; handed to the bundles as the framework property {@link #property}. */
public enum Limit {
    /** Of a request, in bytes. */
    BODY_BYTES("eunomia.limit.body_bytes"),
    /** For the body of a request to come, in seconds. */
    BODY_SECONDS("eunomia.limit.body_seconds"),
    /** Bodies on their way at one time. */
    UPLOADS("eunomia.limit.uploads"),
    /** Open at one time, over all trackers. */
    STREAMS("eunomia.limit.streams"),
    /** Installed at one time. */
    TRACKERS("eunomia.trackers.max"),
    /** That Java code in a tracker bundle may take to start or to stop. */
    CODE_SECONDS("eunomia.limit.code_seconds");

    private final String property;

    Limit(String property) {
        this.property = property;
    }

    /** In the file: {@code body_bytes}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String property() {
        return property;
    }

    static Set<String> keys() {
        return Arrays.stream(values()).map(Limit::key).collect(Collectors.toUnmodifiableSet());
    }
}
