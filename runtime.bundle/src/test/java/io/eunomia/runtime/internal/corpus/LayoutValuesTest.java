package io.eunomia.runtime.internal.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.event.EventConsumer;
import io.eunomia.runtime.event.EventView;
import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.event.Subscription;
import io.eunomia.runtime.event.SubscriptionOptions;
import io.eunomia.runtime.internal.decode.LayoutValues;
import io.eunomia.runtime.internal.decode.RecordView;
import io.eunomia.runtime.internal.engine.ActiveTracker;
import io.eunomia.runtime.internal.stream.TrackerHub;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values of the layout table's programs: what is shown without a struct in BTF is what is shown with it. */
class LayoutValuesTest {
    private static final int RECORDS = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(5);
    /** Calls that no tool makes at will, by their numbers on x86-64: getpgid, setuid, mount, umount, fsopen. */
    private static final String CALLS = "my ($a, $b, $c) = (\"source\", \"/not/there\", \"ext4\"); my $u = $> + 0; "
            + "syscall(121, 0); syscall(105, $u); syscall(165, $a, $b, $c, 1, 0); syscall(166, $b, 8); "
            + "syscall(430, $c, 9);";

    /** A program that runs here, and records it made. */
    private record Running(String program, LayoutValues values, ActiveTracker tracker, Subscription events, List<Taken> taken)
            implements EventConsumer {
        @Override
        public void event(EventView event) {
            RecordView view = (RecordView) event;
            byte[] record = new byte[view.length()];
            view.memory().get(view.offset(), record);
            taken.add(new Taken(view.schema().map(), record));
        }

        @Override
        public void notice(Notice notice) {
            // Losses are of no interest here.
        }
    }

    private record Taken(String ring, byte[] record) {
    }

    @Test
    void any_bytes_are_shown_alike() {
        Random random = new Random(7);
        for (String program : LayoutValues.programs()) {
            LayoutValues values = new LayoutValues(program);
            for (String ring : values.rings()) {
                byte[] record = new byte[values.size(ring)];
                for (int i = 0; i < RECORDS; i++) {
                    random.nextBytes(record);
                    assertThat(values.differences(ring, record)).isEmpty();
                }
            }
        }
    }

    @Test
    void what_programs_send_is_shown_alike(@TempDir Path folder) throws Exception {
        List<Running> running = new ArrayList<>();
        try (CorpusEngine engine = new CorpusEngine(); Surroundings around = new Surroundings(folder)) {
            try {
                LayoutValues.programs().forEach(program -> start(engine, program, running));
                long deadline = System.nanoTime() + PATIENCE.toNanos();
                while (sent(running) < wanted() && System.nanoTime() < deadline) {
                    stir(around, folder);
                    for (Running each : running) {
                        each.events().poll(each, RECORDS, POLL);
                    }
                }
                Map<String, Integer> seen = compare(running);
                System.out.println("records compared: " + seen);
                assertThat(seen).hasSizeGreaterThanOrEqualTo(wanted());
            } finally {
                for (Running each : running) {
                    each.events().close();
                    each.tracker().close();
                }
            }
        }
    }

    /** A third of all; the others need kprobes, networks or cgroups. */
    private static int wanted() {
        return (LayoutValues.programs().size() + 2) / 3;
    }

    private static int sent(List<Running> running) {
        return (int) running.stream().filter(each -> !each.taken().isEmpty()).count();
    }

    private static void start(CorpusEngine engine, String program, List<Running> running) {
        TrackerHub hub = new TrackerHub();
        LayoutValues values = new LayoutValues(program);
        try {
            ActiveTracker tracker = engine.engine().start(engine.parse(program, values.bare()),
                    new StartOptions("", Map.of(), Map.of(), List.of()), hub);
            running.add(new Running(program, values, tracker, hub.subscribe(SubscriptionOptions.all(program)),
                    new ArrayList<>()));
        } catch (TrackerException e) {
            // This kernel cannot run it, or it needs a target.
            assertThat(e.failure().message()).isNotEmpty();
        }
    }

    private static void stir(Surroundings around, Path folder) throws IOException {
        Surroundings.run("perl", "-e", CALLS);
        Surroundings.run("bash", "-c", "cd " + folder + "; echo x > made; sync -d made; sync made; ls -l > listed; "
                + "rm made; kill -0 $$; (exit 3); true");
        Stimulus.CONNECT.make(around);
        Stimulus.DATAGRAM.make(around);
    }

    private static Map<String, Integer> compare(List<Running> running) {
        Map<String, Integer> seen = new TreeMap<>();
        for (Running each : running) {
            for (Taken taken : each.taken()) {
                assertThat(each.values().differences(taken.ring(), taken.record())).isEmpty();
                seen.merge(each.program(), 1, Integer::sum);
            }
        }
        return seen;
    }
}
