package io.eunomia.runtime.internal.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.libbpf.elf.ElfObject;
import io.eunomia.runtime.Plan;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.descriptor.TrackerPackage;
import io.eunomia.runtime.fixture.KernelRows;
import io.eunomia.runtime.internal.engine.ActiveTracker;
import io.eunomia.runtime.internal.stream.TrackerHub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every object inside Debian's libbpf-tools: whatever a C program gets attached by libbpf's plain open, load and attach,
 * Eunomia attaches, too, given the bare object.
 */
class LibbpfToolsTest {
    private static final int OBJECTS_OF_VERSION_0_26 = 52;
    private static final int LONGEST = 140;
    /** Of every kind one: kprobes, twins, fentry, tracepoints, one that is older than the kernels, one with a part without place. */
    private static final Set<String> SAMPLE = Set.of("tcpconnect", "biolatency", "tcpconnlat", "opensnoop", "cachestat",
            "cpufreq", "bindsnoop");

    @TempDir
    private Path folder;

    /** @param failure why nothing was attached; empty when something was @param skipped why programs were left out */
    private record Attempt(int attached, String failure, String skipped) {
        boolean attaches() {
            return failure.isEmpty();
        }

        @Override
        public String toString() {
            return attaches() ? attached + " attached" + (skipped.isEmpty() ? "" : " (" + skipped + ')') : failure;
        }
    }

    @Test
    @Tag("kernel")
    void whatever_plain_libbpf_attaches_is_attached() throws IOException, InterruptedException {
        Map<String, byte[]> objects = objects();
        assertThat(objects).hasSizeGreaterThanOrEqualTo(OBJECTS_OF_VERSION_0_26);
        compare(objects);
    }

    /** Instead of all of them, where these take minutes. */
    @Test
    @Tag("kernel-short")
    void some_of_what_plain_libbpf_attaches_is_attached() throws IOException, InterruptedException {
        Map<String, byte[]> objects = objects();
        objects.keySet().retainAll(SAMPLE);
        assertThat(objects.keySet()).isEqualTo(SAMPLE);
        compare(objects);
    }

    private void compare(Map<String, byte[]> objects) throws IOException, InterruptedException {
        KernelRows rows = new KernelRows("libbpf-tools");
        List<String> worse = new ArrayList<>();
        try (CorpusEngine corpus = new CorpusEngine()) {
            Map<String, PlainLoad> plain = PlainLoad.of(objects, folder);
            assertThat(plain.keySet()).isEqualTo(objects.keySet());
            objects.forEach((name, object) -> {
                PlainLoad c = plain.get(name);
                Attempt own = attempt(corpus, name, object);
                String outcome = outcome(c, own);
                rows.add(name, outcome, "C: " + c + "; Eunomia: " + own);
                System.out.printf("%-15s %-12s C: %-45s Eunomia: %s%n", name, outcome, c, own);
                if (outcome.equals("differs")) {
                    worse.add(name + ": C: " + c + "; Eunomia: " + own);
                }
            });
        }
        rows.write("libbpf-tools.csv");
        assertThat(worse).as("attached by plain libbpf, but not by Eunomia").isEmpty();
    }

    private static String outcome(PlainLoad c, Attempt own) {
        if (c.attaches()) {
            return own.attaches() ? "same" : "differs";
        }
        return own.attaches() ? "better" : "same-refused";
    }

    private static Attempt attempt(CorpusEngine corpus, String name, byte[] object) {
        try {
            TrackerPackage bare = corpus.parse(name, object);
            try (ActiveTracker tracker = corpus.engine().start(bare, StartOptions.none(), new TrackerHub())) {
                return new Attempt(tracker.programs().size(), "", skipped(corpus, bare));
            }
        } catch (TrackerException e) {
            return new Attempt(0, e.failure().kind() + " " + brief(e.failure().message()), "");
        }
    }

    /** Enough to know the cause by. */
    private static String brief(String message) {
        String first = message.split("; |: no event source|: load refused")[0];
        return first.length() <= LONGEST ? first : first.substring(0, LONGEST) + '…';
    }

    private static String skipped(CorpusEngine corpus, TrackerPackage bare) {
        Plan plan = corpus.engine().planner().plan(bare, StartOptions.none());
        Map<String, Long> reasons = plan.programs().stream().filter(program -> !program.chosen())
                .collect(Collectors.groupingBy(program -> program.reason().split(";")[0], TreeMap::new,
                        Collectors.counting()));
        return reasons.entrySet().stream().map(entry -> entry.getValue() + " not: " + entry.getKey())
                .collect(Collectors.joining("; "));
    }

    private static Map<String, byte[]> objects() throws IOException {
        Path tools = Path.of(Optional.ofNullable(System.getenv("EUNOMIA_CACHE")).filter(text -> !text.isEmpty())
                .orElse(System.getProperty("user.home") + "/.cache/eunomia"), "test-tools-1", "libbpf-tools");
        if (!Files.isDirectory(tools)) {
            System.out.println("skipped: no " + tools + " (fetched by cnf/fetch-test-tools where Debian's archive is)");
            Assumptions.abort("no libbpf-tools");
        }
        Map<String, byte[]> objects = new TreeMap<>();
        try (Stream<Path> files = Files.list(tools)) {
            // Some names are links to a program that is listed anyway.
            for (Path file : files.filter(path -> !Files.isSymbolicLink(path)).toList()) {
                for (byte[] object : ElfObject.carve(Files.readAllBytes(file))) {
                    objects.put(file.getFileName().toString(), object);
                }
            }
        }
        return objects;
    }
}
