package io.eunomia.launcher.internal.cli;

import java.util.Arrays;

/**
 * Sets the options of SLF4J's simple logger. It reads them when the first logger is made, so this must come before anything
 * else. Options that the user gives with -D win.
 */
final class Logging {
    private static final String PREFIX = "org.slf4j.simpleLogger.";

    private Logging() {
    }

    static void configure(String[] arguments) {
        boolean verbose = Arrays.stream(arguments).takeWhile(word -> !word.equals("--"))
                .anyMatch(word -> word.equals("-v") || word.equals("--verbose"));
        // The training of an archive runs a daemon in its own process.
        boolean daemon = arguments.length > 0 && (arguments[0].equals("server") || arguments[0].equals("archive"));
        set("defaultLogLevel", verbose ? "debug" : "warn");
        // Jetty logs kilobytes for every malformed request, and whoever reaches the port can send as many as he likes.
        set("log.org.eclipse.jetty", "error");
        // Felix's messages are many, and of use only to its authors.
        set("log.org.apache.felix", verbose ? "info" : "error");
        if (daemon && !verbose) {
            set("log.io.eunomia", "info");
        }
        // The export handler "log" writes events here, and whoever asks for it wants to see them.
        set("log.eunomia.events", "trace");
        // Gogo replaces System.err, and a session's reader does not want the daemon's log.
        set("cacheOutputStream", "true");
        set("showThreadName", Boolean.toString(verbose));
        set("showShortLogName", "true");
        if (daemon) {
            set("showDateTime", "true");
            set("dateTimeFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSXXX");
        }
    }

    private static void set(String name, String value) {
        System.getProperties().putIfAbsent(PREFIX + name, value);
    }
}
