package io.eunomia.itest;

import io.eunomia.testkit.Await;
import io.eunomia.testkit.KernelObjects;
import io.eunomia.testkit.Outcome;
import io.eunomia.testkit.Running;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a Java process holds after a garbage collection.
 *
 * @param kernelObjects BPF programs, maps and links by kind
 * @param files open descriptors, by what they are of, where numbers stand for all numbers
 * @param heapKilobytes used by live objects
 * @param anonymousKilobytes resident without those of files, which the kernel takes and gives as it likes, and without what
 *         is free in malloc's heap: up to 20 MB lie there between two of the JVM's own trims
 */
record Holdings(Map<String, Integer> kernelObjects, Map<String, Integer> files, int threads, long classes,
        long heapKilobytes, long anonymousKilobytes) {
    private static final Pattern TOTAL_CLASSES = Pattern.compile("Total = \\d+\\s+(\\d+)");
    private static final Pattern USED = Pattern.compile("total \\d+K, used (\\d+)K");
    private static final Pattern ANONYMOUS = Pattern.compile("RssAnon:\\s+(\\d+) kB");

    static Holdings of(long pid) {
        jcmd(pid, "GC.run");
        // The first collection ends what cleaners and finalizers hold, the second takes it away.
        jcmd(pid, "GC.run");
        jcmd(pid, "System.trim_native_heap");
        Path process = Path.of("/proc", Long.toString(pid));
        return new Holdings(count(KernelObjects.of(pid).ids().stream().map(id -> id.substring(0, id.indexOf(' ')))),
                count(list(process.resolve("fd")).map(Holdings::target)),
                (int) list(process.resolve("task")).count(),
                number(TOTAL_CLASSES, jcmd(pid, "VM.classloader_stats")),
                sum(USED, jcmd(pid, "GC.heap_info")), number(ANONYMOUS, text(process.resolve("status"))));
    }

    private static Map<String, Integer> count(Stream<String> names) {
        return names.collect(Collectors.toMap(name -> name, name -> 1, Integer::sum, TreeMap::new));
    }

    private static String target(Path file) {
        try {
            return Files.readSymbolicLink(file).toString().replaceAll("[0-9]+", "N");
        } catch (IOException e) {
            return "closed meanwhile";
        }
    }

    private static Stream<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long sum(Pattern pattern, String text) {
        return pattern.matcher(text).results().mapToLong(found -> Long.parseLong(found.group(1))).sum();
    }

    private static long number(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new AssertionError("no " + pattern + " in " + text);
        }
        return Long.parseLong(matcher.group(1));
    }

    private static String jcmd(long pid, String command) {
        try (Running jcmd = Running.start(new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "jcmd")
                .toString(), Long.toString(pid), command))) {
            Outcome outcome = jcmd.finish(Await.LONG);
            if (outcome.exit() != 0) {
                throw new AssertionError("jcmd " + command + ": " + outcome);
            }
            return outcome.out();
        }
    }
}
