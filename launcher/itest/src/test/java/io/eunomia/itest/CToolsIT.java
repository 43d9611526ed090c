package io.eunomia.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import io.eunomia.libbpf.elf.ElfObject;
import io.eunomia.testkit.Await;
import io.eunomia.testkit.Daemon;
import io.eunomia.testkit.KernelObjects;
import io.eunomia.testkit.Outcome;
import io.eunomia.testkit.Running;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The objects of libbpf-tools as they are show without configuration what their own C programs print, which follow the same
 * process at the same time.
 */
@Tag("kernel")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CToolsIT {
    private static final Path PROGRAM = Path.of("target/test-classes/c/numbered_opens").toAbsolutePath();
    private static final Path TOOLS = Path.of(String.valueOf(System.getProperty("eunomia.test.tools")));
    /** Opens a second; each two milliseconds the program sleeps in poll(2). */
    private static final String RATE = "5000";
    private static final int ENOUGH = 5_000;
    private static final long OPENAT = 257;
    private static final long POLL = 7;
    private static final int READS = 2_000;
    private static final int DATAGRAMS = 20_000;
    /** {@code NET_RX_SOFTIRQ} of include/linux/interrupt.h. */
    private static final long NET_RX = 3;
    private static final Pattern BUCKET = Pattern.compile("(?m)^ *(\\d+) -> \\d+ +: (\\d+) ");

    private Daemon daemon;
    /** Where the program says how many files it has opened. */
    private Path counter;

    @BeforeAll
    void start(@TempDir Path folder) {
        counter = folder.resolve("counter");
        daemon = Daemon.start(folder.resolve("state"), "--no-builtin");
    }

    @AfterAll
    void end() {
        daemon.close();
    }

    /** What both do beside each other. */
    private interface Work {
        /** Does what is counted. @return how much of it */
        int done() throws IOException;
    }

    /** What both saw of one run of the program. @param made how many files it opened @param rows of our display */
    private record Seen(int made, List<Map<?, ?>> rows, String printed) {
        /** A number of the row whose key has this value. */
        long of(String key, long value, String column) {
            return rows.stream().filter(row -> number(row, key) == value).mapToLong(row -> number(row, column)).sum();
        }

        /** What the C program printed after a word. */
        long after(String word) {
            return Pattern.compile("(?m)^" + word + " +(\\d+)").matcher(printed).results().mapToLong(found -> Long.parseLong(found.group(1)))
                    .sum();
        }
    }

    private static long number(Map<?, ?> row, String member) {
        return row.get(member) instanceof Number number ? number.longValue() : -1;
    }

    /**
     * Has both follow the program from its first call to its last.
     *
     * @param links how many the C program holds when it has attached all
     */
    private Seen follow(String tool, String argument, String display, int links) {
        Assumptions.assumeTrue(Files.isExecutable(PROGRAM), "no C compiler made numbered_opens (cnf/c-compile says why)");
        try (Running program = Running.start(new ProcessBuilder("sh", "-c", "read go; exec " + PROGRAM + " " + RATE + " " + counter))) {
            String pid = Long.toString(program.pid());
            return follow(tool, argument + '=' + pid, List.of("-p", pid), display, links, () -> {
                program.process().getOutputStream().write('\n');
                program.process().getOutputStream().flush();
                Await.until("calls to be made", () -> isAtWork(program));
                program.process().getOutputStream().close();
                return Integer.parseInt(program.finish(Await.LONG).out().strip());
            });
        }
    }

    /** Has both see what is done. @param arguments of ours, as in an address @param options of the C program */
    private Seen follow(String tool, String arguments, List<String> options, String display, int links, Work work) {
        try {
            Daemon.Reply started = daemon.curl("/api/v1/trackers?name=" + tool + "&arg." + arguments, "-H",
                    "Content-Type: application/octet-stream", "--data-binary", "@" + object(tool));
            assertThat(started.status()).as(started.body()).isEqualTo(201);
            Object id = started.json().get("id");
            List<String> command = new ArrayList<>(List.of(TOOLS.resolve("bin/" + tool).toString()));
            command.addAll(options);
            try (Running c = Running.start(new ProcessBuilder(command))) {
                Await.until(tool + " to be attached", Await.LONG, () -> KernelObjects.of(c.pid()).links().size() >= links,
                        () -> c.out() + c.err());
                int made = work.done();
                c.signal("INT");
                List<Map<?, ?>> rows = ((List<?>) daemon.curl("/api/v1/trackers/" + id + "/displays/" + display).json().get("rows"))
                        .stream().<Map<?, ?>>map(row -> (Map<?, ?>) row).toList();
                return new Seen(made, rows, c.finish(Await.LONG).out());
            } finally {
                assertThat(daemon.eunomia("stop", tool, "--remove").exit()).isZero();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tells whether the program has made some thousand calls, by how often it has slept between them. */
    private static boolean isAtWork(Running program) {
        try {
            String status = Files.readString(Path.of("/proc/" + program.pid() + "/status"));
            return Pattern.compile("voluntary_ctxt_switches:\\s+(\\d+)").matcher(status).results().mapToInt(found -> Integer.parseInt(found.group(1)))
                    .findFirst().orElse(0) > ENOUGH / 10;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path object(String tool) throws IOException {
        Path binary = TOOLS.resolve("libbpf-tools/" + tool);
        Assumptions.assumeTrue(Files.exists(binary), "Debian's libbpf-tools could not be had (cnf/fetch-test-tools says why)");
        return Files.write(Files.createTempDirectory("eunomia-object").resolve(tool + ".bpf.o"), ElfObject.carve(Files.readAllBytes(binary)).get(0));
    }

    @Test
    void syscount_counts_each_system_call_once() {
        Seen seen = follow("syscount", "filter_pid", "data", 1);
        // The shell opened some libraries before it became the program.
        assertThat(seen.of("key", OPENAT, "count")).isGreaterThanOrEqualTo(seen.made()).isEqualTo(seen.after("openat"));
        assertThat(seen.of("key", POLL, "count")).isPositive().isEqualTo(seen.after("poll"));
    }

    @Test
    void runqlat_has_each_wait_in_the_same_bucket_or_beside_it() {
        Seen seen = follow("runqlat", "targ_tgid", "hists", 3);
        Map<Long, Long> printed = buckets(seen.printed());
        // The program is waited for until it has slept so often, and the first sleeps may have come before the tools.
        assertThat(upTo(printed, Long.MAX_VALUE)).isGreaterThan(ENOUGH / 20);
        assertAlike(buckets(seen.rows()), printed, 0);
    }

    private static Map<Long, Long> buckets(String printed) {
        Map<Long, Long> buckets = new TreeMap<>();
        for (MatchResult bucket : BUCKET.matcher(printed).results().toList()) {
            buckets.merge(Long.parseLong(bucket.group(1)), Long.parseLong(bucket.group(2)), Long::sum);
        }
        return buckets;
    }

    private static Map<Long, Long> buckets(List<Map<?, ?>> rows) {
        Map<Long, Long> buckets = new TreeMap<>();
        rows.forEach(row -> ((List<?>) row.get("buckets")).forEach(bucket -> buckets.merge(number((Map<?, ?>) bucket, "from"),
                number((Map<?, ?>) bucket, "count"), Long::sum)));
        return buckets;
    }

    /** Each is in the same bucket, or one beside it. @param others how many one of both may have seen before or after the other */
    private static void assertAlike(Map<Long, Long> shown, Map<Long, Long> printed, long others) {
        assertThat(upTo(shown, Long.MAX_VALUE)).as("%s, printed %s", shown, printed).isCloseTo(upTo(printed, Long.MAX_VALUE), within(others));
        for (long from = 1; from < 1 << 20; from *= 2) {
            assertThat(upTo(shown, from)).as("up to %d of %s, printed %s", from, shown, printed).isBetween(
                    // The first bucket is from 0 to 1.
                    upTo(printed, from == 1 ? -1 : from / 2) - others, upTo(printed, from * 2) + others);
        }
    }

    /** Reads from a loop device, past all caches, so that each read is one request. */
    private static int reads(String device) {
        Outcome read = Running.start(new ProcessBuilder("dd", "if=" + device, "of=/dev/null", "bs=4k", "count=" + READS, "iflag=direct"))
                .finish(Await.LONG);
        assertThat(read.exit()).as(read.err()).isZero();
        return READS;
    }

    private static Outcome losetup(String... arguments) {
        List<String> command = new ArrayList<>(List.of("losetup"));
        command.addAll(List.of(arguments));
        return Running.start(new ProcessBuilder(command)).finish(Await.LONG);
    }

    @Test
    void biolatency_has_each_request_in_the_same_bucket_or_beside_it(@TempDir Path folder) throws IOException {
        Path disk = Files.createFile(folder.resolve("disk"));
        try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
            file.setLength(16 << 20);
        }
        Outcome made = losetup("--find", "--show", disk.toString());
        Assumptions.assumeTrue(made.exit() == 0, "no loop device: " + made.err());
        String device = made.out().strip();
        try {
            int number = Integer.parseInt(device.replaceFirst("/dev/loop", ""));
            // The kernel's dev_t: include/linux/kdev_t.h; loop devices have the number 7.
            Seen seen = follow("biolatency", "filter_dev=true&arg.targ_dev=" + (7 << 20 | number), List.of("-d", "loop" + number), "hists", 2,
                    () -> reads(device));
            assertThat(upTo(buckets(seen.rows()), Long.MAX_VALUE)).as(seen.printed()).isEqualTo(seen.made());
            assertAlike(buckets(seen.rows()), buckets(seen.printed()), 0);
        } finally {
            assertThat(losetup("--detach", device).exit()).isZero();
        }
    }

    @Test
    void softirqs_has_each_interrupt_in_the_same_bucket_or_beside_it() {
        Seen seen = follow("softirqs", "targ_dist=true", List.of("-d"), "hists", 2, () -> {
            try (DatagramSocket to = new DatagramSocket(0, InetAddress.getLoopbackAddress()); DatagramSocket from = new DatagramSocket()) {
                for (int i = 0; i < DATAGRAMS; i++) {
                    from.send(new DatagramPacket(new byte[1], 1, to.getLocalSocketAddress()));
                }
            }
            return DATAGRAMS;
        });
        Map<Long, Long> printed = buckets(Pattern.compile("(?s)softirq = net_rx\n(.*?)\n\n").matcher(seen.printed() + "\n\n").results()
                .map(found -> found.group(1)).findFirst().orElseThrow());
        Map<Long, Long> shown = buckets(seen.rows().stream().filter(row -> number(row, "index") == NET_RX).toList());
        assertThat(upTo(printed, Long.MAX_VALUE)).as(seen.printed()).isGreaterThan(DATAGRAMS / 2);
        // Packets of others come while the C program is started and ended.
        assertAlike(shown, printed, DATAGRAMS / 20);
    }

    private static long upTo(Map<Long, Long> buckets, long from) {
        return buckets.entrySet().stream().filter(bucket -> bucket.getKey() <= from).mapToLong(Map.Entry::getValue).sum();
    }

    @Test
    void offcputime_sums_up_the_same_time() {
        Seen seen = follow("offcputime", "targ_tgid", "info", 1);
        long printed = Pattern.compile("(?m)^ +(\\d+)$").matcher(seen.printed()).results().mapToLong(found -> Long.parseLong(found.group(1))).sum();
        long shown = seen.rows().stream().mapToLong(row -> number(row, "delta")).sum();
        assertThat((double) shown).as(seen.printed()).isPositive().isCloseTo(printed, withPercentage(5));
    }
}
