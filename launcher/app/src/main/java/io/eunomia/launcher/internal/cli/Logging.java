package io.eunomia.launcher.internal.cli;

import java.io.PrintStream;
import java.util.Arrays;
import org.slf4j.LoggerFactory;

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
        // Jetty warns of every malformed request in kilobytes, and whoever reaches the port can send as many as he likes.
        set("log.org.eclipse.jetty", "error");
        // Of no use to anybody but its authors, and plenty.
        set("log.org.apache.felix", verbose ? "info" : "error");
        if (daemon && !verbose) {
            set("log.io.eunomia", "info");
        }
        // Where the export handler "log" writes events: whoever asks for it wants to see them.
        set("log.eunomia.events", "trace");
        // Gogo puts its own in the place of System.err, and a session's reader does not want the daemon's log.
        set("cacheOutputStream", "true");
        set("showThreadName", Boolean.toString(verbose));
        set("showShortLogName", "true");
        if (daemon && !System.getProperties().containsKey(PREFIX + "showDateTime")) {
            stampLines();
        }
    }

    /**
     * The logger's own times need a calendar, all of its locales and 40 ms of the start, whether anything is logged or not.
     */
    private static void stampLines() {
        PrintStream err = System.err;
        System.setErr(new StampedLines(err));
        // It keeps what System.err is when the first logger is made.
        LoggerFactory.getLogger(Logging.class);
        System.setErr(err);
    }

    private static void set(String name, String value) {
        System.getProperties().putIfAbsent(PREFIX + name, value);
    }
}
