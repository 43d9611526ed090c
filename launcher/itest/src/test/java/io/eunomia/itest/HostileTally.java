package io.eunomia.itest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What was done in a hostile run and what came of it, and the section of a document that tells it. Any thread. */
final class HostileTally {
    private static final String BEGIN = "<!-- hostile run: begin -->";
    private static final String END = "<!-- hostile run: end -->";

    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

    void add(String what) {
        add(what, 1);
    }

    void add(String what, long times) {
        counts.computeIfAbsent(what, one -> new LongAdder()).add(times);
    }

    /** @param holdings what was held before and after, a line each */
    String report(long seed, Duration time, String holdings) {
        StringBuilder text = new StringBuilder(BEGIN).append('\n');
        text.append(LocalDate.now(ZoneOffset.UTC)).append(", ").append(time.toSeconds()).append(" s, seed ").append(seed)
                .append(", Linux ").append(System.getProperty("os.version")).append(", Java ")
                .append(Runtime.version()).append(", ").append(Runtime.getRuntime().availableProcessors())
                .append(" processors. Everything below held; a run that finds something fails and writes nothing here.\n\n");
        text.append("| what | times |\n| --- | --- |\n");
        new TreeMap<>(counts).forEach((what, count) -> text.append("| ").append(what).append(" | ").append(count.sum())
                .append(" |\n"));
        return text.append('\n').append(holdings).append('\n').append(END).toString();
    }

    /** Puts the report in its place in the document. */
    static void write(Path document, String report) {
        try {
            String text = Files.readString(document, StandardCharsets.UTF_8);
            int from = text.indexOf(BEGIN);
            int to = text.indexOf(END);
            if (from < 0 || to < from) {
                throw new AssertionError(document + " has no place for the report: " + BEGIN + " … " + END);
            }
            Files.writeString(document, text.substring(0, from) + report + text.substring(to + END.length()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
