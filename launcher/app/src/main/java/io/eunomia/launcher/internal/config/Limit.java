package io.eunomia.launcher.internal.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** A bound that the table {@code [limits]} may set; handed to the bundles as the framework property {@link #property}. */
public enum Limit {
    /** The size of a request, in bytes. */
    BODY_BYTES("eunomia.limit.body_bytes", 1 << 30),
    /** The time for the body of a request to arrive, in seconds. */
    BODY_SECONDS("eunomia.limit.body_seconds", 86_400),
    /** The bodies that may arrive at the same time. */
    UPLOADS("eunomia.limit.uploads", 1 << 16),
    /** The streams that may be open at the same time, over all trackers. */
    STREAMS("eunomia.limit.streams", 1 << 16),
    /** The trackers that may be installed at the same time. */
    TRACKERS("eunomia.trackers.max", 1 << 16),
    /** The time that Java code in a tracker bundle may take to start or to stop, in seconds. */
    CODE_SECONDS("eunomia.limit.code_seconds", 86_400);

    private final String property;
    private final long most;

    Limit(String property, long most) {
        this.property = property;
        this.most = most;
    }

    /** The key in the file: {@code body_bytes}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String property() {
        return property;
    }

    /** The largest value that makes sense; the smallest is 1. */
    long most() {
        return most;
    }

    static Set<String> keys() {
        return Arrays.stream(values()).map(Limit::key).collect(Collectors.toUnmodifiableSet());
    }
}
