package io.eunomia.itest;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.testkit.Api;
import io.eunomia.testkit.Await;
import io.eunomia.testkit.Daemon;
import io.eunomia.testkit.Distribution;
import io.eunomia.testkit.KernelObjects;
import io.eunomia.testkit.NumberedOpens;
import io.eunomia.testkit.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A daemon is ended and started again while numbered opens are made: a tracker that persists goes on without it.
 * {@code -Deunomia.restarts=50} makes it longer.
 */
@Tag("kernel")
class GaplessIT {
    private static final int RESTARTS = Integer.getInteger("eunomia.restarts", 2);
    /** Opens of a phase: little against what a ring holds, which nobody reads for as long as a start takes. */
    private static final int OPENS = 5_000;
    private static final Path PINS = Path.of("/sys/fs/bpf/eunomia");

    @TempDir
    private Path folder;
    private Daemon daemon;
    private Api api;
    private final AtomicInteger allowed = new AtomicInteger();
    /** The numbers of opens that were made while there was no daemon. */
    private final List<Integer> unseen = new ArrayList<>();

    /** A test that fails leaves a daemon and what it has pinned. */
    @AfterEach
    void end() {
        if (daemon != null) {
            daemon.close();
        }
    }

    @Test
    void after_orderly_ends_every_number_is_in_the_file_and_at_a_resuming_reader_once() {
        List<String> before = pins();
        start();
        int id = install();
        ResumingReader reader = new ResumingReader(api, id, "by_tracepoint");
        int made = restarted(reader, () -> assertThat(daemon.end().exit()).isZero(), id);
        KernelObjects held = KernelObjects.of(daemon.pid());
        assertThat(held.programs()).isNotEmpty();
        assertThat(api.remove(id).status()).isEqualTo(204);
        reader.awaitEnd();
        assertThat(daemon.end().exit()).isZero();
        held.awaitGone();

        List<Integer> all = IntStream.rangeClosed(1, made).boxed().toList();
        assertThat(file().numbers()).containsOnlyKeys(Load.STREAMS).allSatisfy((stream, numbers) -> assertThat(numbers).isEqualTo(all));
        // The reader came after the first open; from its first number on it has seen each.
        List<Integer> read = reader.numbers();
        assertThat(missing(read, made)).as("%s", reader.notices()).isEqualTo(all.subList(0, read.get(0) - 1));
        assertThat(read).isEqualTo(all.subList(read.get(0) - 1, made));
        assertThat(pins()).isEqualTo(before);
    }

    @Test
    void after_kills_no_number_of_the_gap_is_lost_none_is_twice_and_what_may_be_missing_is_told() {
        start();
        int id = install();
        ResumingReader reader = new ResumingReader(api, id, "by_btf");
        int made = restarted(reader, () -> {
            daemon.running().process().destroyForcibly();
            Await.until("the daemon to be gone", () -> !daemon.running().process().isAlive());
        }, id);
        assertThat(api.remove(id).status()).isEqualTo(204);
        reader.awaitEnd();
        assertThat(daemon.end().exit()).isZero();

        file().numbers().forEach((stream, numbers) -> {
            assertThat(numbers).as(stream).isSorted().doesNotHaveDuplicates().endsWith(made);
            assertThat(numbers).as(stream).containsAll(unseen);
        });
        assertThat(unseen).hasSizeGreaterThan(RESTARTS * OPENS / 2);
        assertThat(reader.numbers()).isSorted().doesNotHaveDuplicates().endsWith(made).containsAll(unseen);
        assertThat(reader.notices()).filteredOn(notice -> notice.contains("missed")).hasSize(RESTARTS);
        assertThat(text(file().path())).contains("\"missed\"");
    }

    @Test
    void an_update_of_a_pinned_tracker_is_what_the_next_daemon_takes_over() {
        start();
        int id = install();
        assertThat(api.update(id, Load.version(2)).status()).isEqualTo(200);
        try (NumberedOpens opens = new NumberedOpens(allowed::get)) {
            allow(opens);
            assertThat(daemon.end().exit()).isZero();
            allow(opens);
            start();
            assertThat(daemon.log()).contains("taken over").doesNotContain("cannot be taken over");
            allow(opens);
        }
        assertThat(api.tracker(id)).containsEntry("version", "2").containsEntry("state", "running");
        assertThat(api.remove(id).status()).isEqualTo(204);
        assertThat(daemon.end().exit()).isZero();
        List<Integer> all = IntStream.rangeClosed(1, allowed.get()).boxed().toList();
        assertThat(file().numbers()).allSatisfy((stream, numbers) -> assertThat(numbers.subList(0, allowed.get())).isEqualTo(all));
    }

    @Test
    void damaged_pins_are_removed_and_told_and_the_tracker_starts_anew() throws IOException {
        List<String> before = pins();
        start();
        int id = install();
        assertThat(daemon.end().exit()).isZero();
        Path map = pins().stream().filter(pin -> !before.contains(pin) && pin.endsWith("/by_btf")).map(Path::of).findFirst()
                .orElseThrow();
        Files.delete(map);

        start();
        assertThat(daemon.log()).contains("cannot be taken over").contains("by_btf");
        assertThat(api.tracker(id)).containsEntry("state", "running");
        try (NumberedOpens opens = new NumberedOpens(allowed::get)) {
            allow(opens);
        }
        assertThat(daemon.end().exit()).isZero();

        // A daemon that is to leave nothing takes over, and leaves nothing.
        daemon = Daemon.start(folder.resolve("state"), "--no-builtin", "--no-persist");
        assertThat(daemon.log()).contains("taken over").doesNotContain("cannot be taken over");
        KernelObjects held = KernelObjects.of(daemon.pid());
        assertThat(daemon.end().exit()).isZero();
        assertThat(pins()).isEqualTo(before);
        held.awaitGone();
    }

    @Test
    void unpin_takes_out_of_the_kernel_what_a_daemon_has_left() {
        List<String> before = pins();
        start();
        install();
        KernelObjects held = KernelObjects.of(daemon.pid());
        assertThat(daemon.end().exit()).isZero();
        assertThat(held.alive()).as("left in the kernel").isNotEmpty();
        Outcome unpinned = Distribution.eunomia("unpin", "--state", folder.resolve("state").toString());
        assertThat(unpinned.exit()).as(unpinned.err()).isZero();
        assertThat(pins()).isEqualTo(before);
        held.awaitGone();
    }

    private void start() {
        daemon = Daemon.start(folder.resolve("state"), "--no-builtin");
        api = new Api(daemon);
    }

    private int install() {
        return Api.id(api.install(Load.version(1), "persist=true&export=" + URLEncoder.encode("file:path=" + file().path(),
                StandardCharsets.UTF_8)));
    }

    private NumberedFile file() {
        return new NumberedFile(folder.resolve("numbers.json"));
    }

    /** Makes opens before, while and after the daemon is gone, time and again. @return how many */
    private int restarted(ResumingReader reader, Runnable end, int id) {
        try (NumberedOpens opens = new NumberedOpens(allowed::get)) {
            allow(opens);
            // The reader comes when it comes, and sees what is opened from then on.
            Await.until("the reader's first number", () -> allowed.addAndGet(64) > 0 && !reader.numbers().isEmpty());
            for (int i = 0; i < RESTARTS; i++) {
                // Some are under way when the daemon ends.
                allowed.addAndGet(OPENS);
                end.run();
                // One may be under way.
                int first = opens.made() + 2;
                allow(opens);
                unseen.addAll(IntStream.rangeClosed(first, opens.made()).boxed().toList());
                start();
                assertThat(daemon.log()).contains("taken over").doesNotContain("cannot be taken over");
                reader.comeAgain(api);
                allow(opens);
                // What was read and not delivered yet goes with a daemon that is killed.
                int last = unseen.get(unseen.size() - 1);
                reader.awaitNumber(last);
                Await.until(last + " in the file", Await.LONG, () -> file().streamsWith(last) == Load.STREAMS.size(), daemon::log);
            }
            assertThat(api.tracker(id)).containsEntry("state", "running");
            return opens.finish();
        }
    }

    private void allow(NumberedOpens opens) {
        opens.awaitMade(allowed.addAndGet(OPENS));
    }

    private static List<Integer> missing(List<Integer> numbers, int made) {
        HashSet<Integer> seen = new HashSet<>(numbers);
        return IntStream.rangeClosed(1, made).filter(number -> !seen.contains(number)).boxed().toList();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> pins() {
        if (!Files.isDirectory(PINS)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(PINS)) {
            return all.map(Path::toString).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
