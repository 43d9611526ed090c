package io.eunomia.launcher.internal.cli;

import java.util.Arrays;

/**
 * Settings of SLF4J's simple logger, which reads them when the first logger is made: hence before anything else. What
 * the user gives with -D wins.
 */
final class Logging {
    private static final String PREFIX = "org.slf4j.simpleLogger.";

    private Logging() {
    }

    static void configure(String[] arguments) {
        boolean verbose = Arrays.stream(arguments).takeWhile(word -> !word.equals("--"))
                .anyMatch(word -> word.equals("-v") || word.equals("--verbose"));
        boolean daemon = arguments.length > 0 && arguments[0].equals("server");
        set("defaultLogLevel", verbose ? "debug" : "warn");
        // Of no use to anybody but their authors, and plenty.
        set("log.org.eclipse.jetty", verbose ? "info" : "warn");
        set("log.org.apache.felix", verbose ? "info" : "error");
        if (daemon && !verbose) {
            set("log.io.eunomia", "info");
        }
        // Where the export handler "log" writes events: whoever asks for it wants to see them.
        set("log.eunomia.events", "trace");
        // Gogo puts its own in the place of System.err, and a session's reader does not want the daemon's log.
        set("cacheOutputStream", "true");
        set("showDateTime", Boolean.toString(daemon));
        set("dateTimeFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSXXX");
        set("showThreadName", Boolean.toString(verbose));
        set("showShortLogName", "true");
    }

    private static void set(String name, String value) {
        System.getProperties().putIfAbsent(PREFIX + name, value);
    }
}
