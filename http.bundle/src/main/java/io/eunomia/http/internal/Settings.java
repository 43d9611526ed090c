package io.eunomia.http.internal;

import io.eunomia.runtime.setting.Setting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The settings of the HTTP interface; docs/http.md lists them.
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

    /**
     * Puts together what Config Admin and the framework say.
     *
     * @param framework gives a framework property, or null
     */
    static Settings of(HttpConfiguration given, StateConfiguration runtime, UnaryOperator<String> framework,
            Map<String, String> environment) {
        long byHeap = Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP;
        return new Settings(
                Setting.of("eunomia.http.token-file", given.http_token$_$file(), framework).path()
                        .orElseGet(() -> state(Setting.of("eunomia.state", runtime.eunomia_state(), framework), environment)
                                .resolve("token")),
                names(Setting.of("eunomia.http.hosts", given.http_hosts(), framework)),
                Setting.of("eunomia.http.remote-plain", given.http_remote$_$plain(), framework).isTrue(),
                Setting.of("eunomia.limit.body_bytes", given.limit_body__bytes(), framework)
                        .number(1, LARGEST_BODY_BYTES, Math.max(MEBIBYTE, Math.min(MOST_BODY_BYTES, byHeap))),
                (int) Setting.of("eunomia.limit.streams", given.limit_streams(), framework).number(1, MOST_AT_ONCE, DEFAULT_STREAMS),
                Setting.of("eunomia.http.allow-code", given.http_allow$_$code(), framework).isTrue(),
                (int) Setting.of("eunomia.limit.uploads", given.limit_uploads(), framework).number(1, MOST_AT_ONCE, DEFAULT_UPLOADS),
                Duration.ofSeconds(Setting.of("eunomia.limit.body_seconds", given.limit_body__seconds(), framework)
                        .number(1, DAY_SECONDS, DEFAULT_BODY_SECONDS)));
    }

    private static Path state(Setting state, Map<String, String> environment) {
        return state.path().orElseGet(() -> "root".equals(System.getProperty("user.name")) ? Path.of("/var/lib/eunomia")
                : Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), ".local/state/eunomia"));
    }

    private static Set<String> names(Setting list) {
        return list.text().stream().flatMap(names -> Arrays.stream(names.split(","))).map(String::strip)
                .filter(name -> !name.isEmpty()).collect(Collectors.toUnmodifiableSet());
    }
}
