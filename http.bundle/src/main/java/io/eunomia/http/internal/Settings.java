package io.eunomia.http.internal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * What framework properties say; docs/http.md lists them.
 *
 * @param tokenFile holds the secret that every request must show
 * @param hosts names besides IP addresses and localhost that a request may be addressed to
 * @param remotePlain whether requests that did not come over the loopback interface are taken without TLS
 * @param bodyBytes most bytes of a request's body
 * @param streams most event streams at one time
 * @param allowCode whether tracker bundles with Java code are taken
 * @param uploads most bodies on their way at one time
 * @param bodyTime how long a body may take to come
 */
public record Settings(Path tokenFile, Set<String> hosts, boolean remotePlain, long bodyBytes, int streams,
        boolean allowCode, int uploads, Duration bodyTime) {
    private static final long MEBIBYTE = 1 << 20;
    private static final long MOST_BODY_BYTES = 64 * MEBIBYTE;
    /** A body, the object in it and the bundle made of it exist at the same time. */
    private static final int SHARE_OF_HEAP = 8;
    private static final long LARGEST_BODY_BYTES = 1 << 30;
    private static final int MOST_AT_ONCE = 1 << 16;
    private static final int DAY_SECONDS = 86_400;
    private static final int DEFAULT_STREAMS = 64;
    private static final int DEFAULT_UPLOADS = 256;
    private static final int DEFAULT_BODY_SECONDS = 30;

    /** @param property gives a framework property, or null */
    public static Settings of(UnaryOperator<String> property, Map<String, String> environment) {
        String file = property.apply("eunomia.http.token-file");
        long byHeap = Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP;
        return new Settings(file != null ? Path.of(file) : state(property, environment).resolve("token"),
                names(property.apply("eunomia.http.hosts")),
                Boolean.parseBoolean(property.apply("eunomia.http.remote-plain")),
                number(property, "eunomia.limit.body_bytes", Math.max(MEBIBYTE, Math.min(MOST_BODY_BYTES, byHeap)), LARGEST_BODY_BYTES),
                (int) number(property, "eunomia.limit.streams", DEFAULT_STREAMS, MOST_AT_ONCE),
                Boolean.parseBoolean(property.apply("eunomia.http.allow-code")),
                (int) number(property, "eunomia.limit.uploads", DEFAULT_UPLOADS, MOST_AT_ONCE),
                Duration.ofSeconds(number(property, "eunomia.limit.body_seconds", DEFAULT_BODY_SECONDS, DAY_SECONDS)));
    }

    private static Path state(UnaryOperator<String> property, Map<String, String> environment) {
        String said = property.apply("eunomia.state");
        if (said != null) {
            return Path.of(said);
        }
        return "root".equals(System.getProperty("user.name")) ? Path.of("/var/lib/eunomia")
                : Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), ".local/state/eunomia");
    }

    private static Set<String> names(String list) {
        return list == null ? Set.of() : Arrays.stream(list.split(",")).map(String::strip)
                .filter(name -> !name.isEmpty()).collect(Collectors.toUnmodifiableSet());
    }

    private static long number(UnaryOperator<String> property, String name, long fallback, long most) {
        String text = property.apply(name);
        if (text == null) {
            return fallback;
        }
        try {
            long value = Long.parseLong(text.strip());
            if (value > 0 && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Told below, with the numbers out of range.
        }
        throw new IllegalArgumentException(name + " is \"" + text + "\"; a number from 1 to " + most
                + " is expected");
    }
}
