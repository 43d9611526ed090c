package io.eunomia.http.internal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The settings of the HTTP interface, from framework properties; docs/http.md lists them.
 *
 * @param tokenFile the file with the secret that every request must show
 * @param hosts names that a request may be addressed to, besides IP addresses and localhost
 * @param remotePlain true to accept requests without TLS that did not come over the loopback interface
 * @param bodyBytes largest size of a request's body, in bytes
 * @param streams largest number of event streams at one time
 * @param allowCode true to accept tracker bundles with Java code
 * @param uploads largest number of bodies that arrive at one time
 * @param bodyTime longest time that a body may take to arrive
 */
public record Settings(Path tokenFile, Set<String> hosts, boolean remotePlain, long bodyBytes, int streams,
        boolean allowCode, int uploads, Duration bodyTime) {
    private static final long MEBIBYTE = 1 << 20;
    private static final long MOST_BODY_BYTES = 64 * MEBIBYTE;
    /** A body may take this part of the heap, because the body, its object and the bundle made of it exist at the same time. */
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
            // The exception below covers this too, as it does numbers out of range.
        }
        throw new IllegalArgumentException(name + " is \"" + text + "\"; a number from 1 to " + most
                + " is expected");
    }
}
