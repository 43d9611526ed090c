package io.eunomia.runtime.internal.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.descriptor.Descriptor;
import io.eunomia.runtime.descriptor.TrackerPackage;
import io.eunomia.runtime.event.EventConsumer;
import io.eunomia.runtime.event.EventFormat;
import io.eunomia.runtime.event.EventView;
import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.event.Subscription;
import io.eunomia.runtime.event.SubscriptionOptions;
import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.fixture.KernelRows;
import io.eunomia.runtime.internal.engine.ActiveTracker;
import io.eunomia.runtime.internal.format.JsonFormat;
import io.eunomia.runtime.internal.stream.TrackerHub;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Loads, attaches and sets off every program of the corpus; what is expected of each on each kernel, corpus.csv says. */
@Tag("kernel")
@Tag("kernel-short")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CorpusTest {
    private static final String RELEASE = System.getProperty("os.version");
    private static final int SLOW = Integer.getInteger("eunomia.slow", 1);
    private static final Duration PATIENCE = Duration.ofSeconds(10).plusSeconds(2L * SLOW);
    /** Of a verifier's log, in a failed test's message. */
    private static final int ENOUGH = 4000;
    private static final Duration POLL = Duration.ofMillis(50);

    private final KernelRows rows = new KernelRows("program");
    private CorpusEngine corpus;
    private Surroundings around;

    /** @param word {@code fired}, {@code attached} or a kind of failure @param text the event, or the failure's message */
    private record Outcome(String word, String text) {
    }

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        corpus = new CorpusEngine();
        around = new Surroundings(folder);
    }

    @AfterAll
    void end() throws IOException {
        around.close();
        corpus.close();
        rows.write("corpus.csv");
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "/corpus.csv", numLinesToSkip = 1, maxCharsPerColumn = 2000)
    void does_what_is_expected_on_this_kernel(ArgumentsAccessor line) throws Exception {
        CorpusRow row = CorpusRow.of(line);
        String expected = row.expectedOn(RELEASE);
        if (expected.isEmpty()) {
            System.out.println("skipped: corpus.csv has no column for kernel " + RELEASE);
            Assumptions.abort("no column for this kernel");
        }
        Outcome outcome = run(row, expected);
        boolean asExpected = outcome.word().equals(expected) && (expected.equals("attached")
                || outcome.text().contains(row.mustSay(expected)));
        rows.add(row.subject(), asExpected ? word(expected) : "failed", asExpected ? detail(row, expected)
                : "expected " + expected + ", found " + outcome.word());
        assertThat(outcome.word()).as("%s: %s", row, brief(outcome.text())).isEqualTo(expected);
        assertThat(asExpected).as("%s: %s", row, brief(outcome.text())).isTrue();
    }

    private static String brief(String text) {
        return text.substring(0, Math.min(text.length(), ENOUGH));
    }

    private static String word(String expected) {
        return switch (expected) {
            case "fired", "attached" -> expected;
            case "UNSUPPORTED" -> "unsupported";
            default -> "refused";
        };
    }

    private static String detail(CorpusRow row, String expected) {
        boolean worked = expected.equals("fired") || expected.equals("attached");
        String what = worked ? "" : expected.toLowerCase(Locale.ROOT).replace('_', ' ')
                + (row.says().isEmpty() ? "" : ": " + row.says());
        return what.isEmpty() ? row.comment() : row.comment().isEmpty() ? what : what + " (" + row.comment() + ')';
    }

    private Outcome run(CorpusRow row, String expected) throws Exception {
        TrackerHub hub = new TrackerHub();
        try (ActiveTracker tracker = corpus.engine().start(tracker(row), options(row), hub);
                Subscription events = hub.subscribe(SubscriptionOptions.all("corpus"))) {
            assertThat(tracker.programs()).isNotEmpty();
            return expected.equals("attached") ? new Outcome("attached", "") : set(row, events);
        } catch (TrackerException e) {
            Failure failure = e.failure();
            return new Outcome(failure.kind().name(), failure.message()
                    + (failure.kind() == FailureKind.VERIFIER ? "\n" + failure.verifierLog() : ""));
        }
    }

    /** Sets the program off until its event is there. */
    private Outcome set(CorpusRow row, Subscription events) throws Exception {
        Stimulus stimulus = Stimulus.valueOf(row.stimulus().isEmpty() ? "NONE" : row.stimulus());
        Lines lines = new Lines(events);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            stimulus.make(around);
            events.poll(lines, 100, POLL);
            if (lines.seen.stream().anyMatch(line -> line.contains(row.mustSay("fired")))) {
                return new Outcome("fired", String.join("", lines.seen));
            }
        }
        return new Outcome(lines.seen.isEmpty() ? "attached" : "fired", String.join("", lines.seen));
    }

    private TrackerPackage tracker(CorpusRow row) throws IOException {
        TrackerPackage bare = corpus.parse(row.object(), object(row.object()));
        Descriptor all = bare.descriptor();
        Descriptor chosen = new Descriptor(all.name(), all.version(), all.description(), row.programs(), all.maps(),
                all.attach(), all.alternatives(), all.arguments(), all.events(), all.tables(), all.keepMaps(),
                all.requires(), all.extra());
        return new TrackerPackage(bare.form(), chosen, bare.elf(), bare.warnings());
    }

    private StartOptions options(CorpusRow row) throws IOException {
        Map<String, String> attach = new LinkedHashMap<>();
        row.attach().forEach((program, target) -> attach.put(program, around.fill(target)));
        boolean knowsUs = new String(object(row.object()), StandardCharsets.ISO_8859_1)
                .contains("own_tgid");
        Map<String, String> arguments = knowsUs
                ? Map.of("own_tgid", Long.toString(ProcessHandle.current().pid())) : Map.of();
        return new StartOptions("", arguments, attach, List.of());
    }

    private static byte[] object(String name) throws IOException {
        try (InputStream in = CorpusTest.class.getResourceAsStream("/corpus/" + name + ".bpf.o")) {
            assertThat(in).as("compiled src/test/corpus/%s.bpf.c", name).isNotNull();
            return in.readAllBytes();
        }
    }

    /** Events as JSON lines. */
    private static final class Lines implements EventConsumer {
        final List<String> seen = new ArrayList<>();
        private final Subscription events;
        private EventFormat.Writer writer;

        Lines(Subscription events) {
            this.events = events;
        }

        @Override
        public void event(EventView event) {
            if (writer == null) {
                writer = new JsonFormat().newWriter(events.streams(), List.of());
            }
            Utf8Sink line = new Utf8Sink(256);
            writer.event(event, line);
            seen.add(line.toString());
        }

        @Override
        public void notice(Notice notice) {
            seen.add(notice.text() + '\n');
        }
    }
}
