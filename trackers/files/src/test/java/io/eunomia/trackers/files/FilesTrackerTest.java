package io.eunomia.trackers.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.eunomia.runtime.TrackerStats.ProgramStats;
import io.eunomia.trackers.testing.SeenEvent;
import io.eunomia.trackers.testing.TrackerRun;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("kernel")
class FilesTrackerTest {
    @TempDir
    private Path folder;

    /** Limited to this process. */
    private static TrackerRun tracker(String... arguments) {
        Map<String, String> given = new HashMap<>();
        given.put("target_pid", Long.toString(ProcessHandle.current().pid()));
        for (int i = 0; i < arguments.length; i += 2) {
            given.put(arguments[i], arguments[i + 1]);
        }
        return TrackerRun.start("files", given);
    }

    private List<SeenEvent> ours(List<SeenEvent> events, String stream) {
        return events.stream().filter(e -> e.stream().equals(stream)
                && e.text("path").startsWith(folder.toString())).toList();
    }

    @Test
    void every_open_is_reported_once_in_order_with_its_result() throws Exception {
        int count = 2_000;
        List<Path> made = new ArrayList<>();
        List<SeenEvent> events;
        try (TrackerRun run = tracker("io_totals", "false")) {
            for (int i = 0; i < count; i++) {
                Path file = folder.resolve("file-" + i);
                made.add(file);
                Files.newByteChannel(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE).close();
            }
            events = ours(run.stop(), "open");
            assertThat(run.ledger("open").kernelLost()).hasValue(0);
        }
        assertThat(events).extracting(e -> e.text("path")).containsExactlyElementsOf(
                made.stream().map(Path::toString).toList());
        assertThat(events).allSatisfy(e -> {
            assertThat(e.number("result")).isPositive();
            assertThat(e.number("pid")).isEqualTo(ProcessHandle.current().pid());
            assertThat(e.text("flags")).contains("O_WRONLY").contains("O_CREAT").contains("O_EXCL");
            assertThat(e.number("mode")).isEqualTo(0666);
            assertThat(e.text("dirfd")).isEqualTo("AT_FDCWD");
        });
    }

    @Test
    void an_open_that_fails_says_why() throws Exception {
        Path missing = folder.resolve("missing");
        List<SeenEvent> events;
        try (TrackerRun run = tracker("failed", "true")) {
            Files.newByteChannel(folder.resolve("there"), StandardOpenOption.CREATE, StandardOpenOption.WRITE).close();
            assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> Files.newByteChannel(missing).close());
            events = ours(run.stop(), "open");
        }
        assertThat(events).singleElement().satisfies(e -> {
            assertThat(e.text("path")).isEqualTo(missing.toString());
            assertThat(e.text("result")).contains("ENOENT");
            assertThat(e.number("mode")).isZero();
        });
    }

    @Test
    void the_longest_path_is_there_whole() throws Exception {
        Path deep = folder;
        while (deep.toString().length() + 200 < 4000) {
            deep = deep.resolve("d".repeat(190));
        }
        Path file = deep;
        List<SeenEvent> events;
        try (TrackerRun run = tracker("failed", "true")) {
            assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> Files.newByteChannel(file).close());
            events = ours(run.stop(), "open");
        }
        assertThat(events).extracting(e -> e.text("path")).containsExactly(file.toString());
    }

    @Test
    void reads_and_writes_of_many_threads_add_up_exactly_over_the_intervals() throws Exception {
        int threads = 4;
        int each = 20_000;
        Path file = folder.resolve("busy");
        Files.write(file, new byte[64]);
        List<SeenEvent> rows;
        int rounds = 0;
        try (TrackerRun run = tracker("opens", "false", "interval", "100ms", "top", "8192")) {
            // However fast the machine is, three intervals at least are worked through.
            for (long begin = System.nanoTime(); System.nanoTime() - begin < 300_000_000; rounds++) {
                onThreads(threads, () -> {
                    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                        readAndWrite(channel, each);
                    }
                    return null;
                });
            }
            rows = ours(run.stop(), "io");
            assertThat(run.ledger("io").kernelLost()).hasValue(0);
        }
        long calls = (long) rounds * threads * each;
        assertThat(rows).hasSizeGreaterThan(1).allSatisfy(row -> {
            assertThat(row.number("pid")).isEqualTo(ProcessHandle.current().pid());
            assertThat(row.number("inode")).isEqualTo(((Number) Files.getAttribute(file, "unix:ino")).longValue());
        });
        assertThat(List.of(sum(rows, "reads"), sum(rows, "read_bytes"), sum(rows, "writes"),
                sum(rows, "write_bytes"))).containsExactly(calls, 5 * calls, calls, 3 * calls);
    }

    private static void readAndWrite(FileChannel channel, int times) throws IOException {
        ByteBuffer three = ByteBuffer.allocateDirect(3);
        ByteBuffer five = ByteBuffer.allocateDirect(5);
        for (int i = 0; i < times; i++) {
            channel.write(three.clear(), 0);
            channel.read(five.clear(), 0);
        }
    }

    private static void onThreads(int threads, Callable<Void> work) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Void>> all = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                all.add(executor.submit(work));
            }
            for (Future<Void> one : all) {
                one.get();
            }
        } finally {
            executor.shutdownNow();
        }
    }

    private static long sum(List<SeenEvent> rows, String field) {
        return rows.stream().mapToLong(row -> row.number(field)).sum();
    }

    @Test
    void devices_count_only_when_asked_for() throws Exception {
        for (boolean all : new boolean[] {false, true}) {
            List<SeenEvent> events;
            try (TrackerRun run = tracker("all_files", Boolean.toString(all), "top", "8192");
                    FileChannel zero = FileChannel.open(Path.of("/dev/zero"))) {
                assertThat(zero.read(ByteBuffer.allocate(100))).isEqualTo(100);
                events = run.stop();
            }
            assertThat(events.stream().filter(e -> e.stream().equals("io") && e.text("path").equals("/dev/zero")))
                    .hasSize(all ? 1 : 0);
        }
    }

    @Test
    void one_choice_of_hooks_is_attached_and_only_that() {
        try (TrackerRun run = tracker()) {
            assertThat(run.programs()).extracting(ProgramStats::name).isIn(List.of("syscall_exit"),
                    List.of("open_exit", "vfs_read_exit", "vfs_write_exit", "vfs_readv_exit", "vfs_writev_exit"));
            assertThat(run.programs()).allSatisfy(p -> assertThat(p.attachedTo()).isNotEmpty());
        }
    }
}
