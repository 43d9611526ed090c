package io.eunomia.itest;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.testkit.Api;
import io.eunomia.testkit.Await;
import io.eunomia.testkit.Daemon;
import io.eunomia.testkit.Distribution;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A daemon is restarted again and again while numbered calls go on at a steady rate, whether somebody reads or not: once in
 * order, once by kills, for one kind of program at a time. {@code cnf/restarts} makes it long.
 */
@Tag("kernel")
class RestartsIT {
    private static final int RESTARTS = Integer.getInteger("eunomia.restarts", 1);
    private static final int RATE = Integer.getInteger("eunomia.rate", 5_000);
    private static final String STREAM = System.getProperty("eunomia.stream", "");
    private static final String RING = "64M";
    private static final Path PROGRAM = Path.of("target/test-classes/c/numbered_opens").toAbsolutePath();
    private static final Map<String, String> PROGRAMS = Map.of("by_tracepoint", "on_tracepoint", "by_btf", "on_btf", "by_uprobe",
            "on_uprobe");

    @TempDir
    private Path folder;
    private Daemon daemon;
    private Api api;

    @AfterEach
    void end() {
        daemon.close();
        // A test that fails would leave its programs to run on.
        Distribution.eunomia("unpin", "--state", folder.resolve("state").toString());
    }

    /** One kind will do for the short form: GaplessIT has all. */
    static Stream<Arguments> every_call_is_in_the_file_and_at_a_resuming_reader_once() {
        List<String> streams = RESTARTS == 1 ? List.of("by_btf") : STREAM.isEmpty() ? Load.STREAMS : List.of(STREAM);
        return streams.stream().flatMap(stream -> Stream.of(Arguments.of(stream, true), Arguments.of(stream, false)));
    }

    @ParameterizedTest
    @MethodSource
    void every_call_is_in_the_file_and_at_a_resuming_reader_once(String stream, boolean inOrder) {
        Assumptions.assumeTrue(Files.isExecutable(PROGRAM), "no C compiler made numbered_opens (cnf/c-compile says why)");
        start();
        int id = Api.id(api.install(Load.version(1), options(stream)));
        NumberedFile file = new NumberedFile(file());
        try (NumberedCalls calls = NumberedCalls.start(PROGRAM, RATE, folder.resolve("made"))) {
            ResumingReader reader = new ResumingReader(api, id, stream, calls.pid());
            reader.awaitMore();
            List<Death> deaths = new ArrayList<>();
            for (int i = 0; i < RESTARTS; i++) {
                int arrived = inOrder ? 0 : arrived(calls.made(), reader, file);
                end(inOrder);
                deaths.add(new Death(arrived, calls.made()));
                start();
                assertTakenOver();
                reader.comeAgain(api);
                reader.awaitMore();
            }
            int made = arrived(calls.finish(), reader, file);
            assertThat(api.remove(id).status()).isEqualTo(204);
            reader.awaitEnd();
            List<Death> told = inOrder ? List.of() : deaths;
            check(stream + " in the file", new Numbers(file.numbers(calls.pid()).get(stream)), made, told, file.notices());
            assertThat(file.cut()).as("lines cut off by deaths").isLessThanOrEqualTo(told.size());
            check(stream + " at the reader", new Numbers(reader.numbers()).since(reader.first()), made, told, reader.notices());
        }
    }

    /** What had arrived everywhere before a daemon was killed, and what had been made when it was gone: between them it may take some with it. */
    private record Death(int arrived, int made) {
        /** The call after the last that was counted may have been under way. */
        int taken(Numbers numbers) {
            return numbers.missing(arrived + 1, made + 1);
        }
    }

    /** Returns when this number has arrived, in the file and at the reader. */
    private int arrived(int number, ResumingReader reader, NumberedFile file) {
        Await.until(number + " in the file", Await.LONG, () -> file.last() >= number, daemon::log);
        reader.awaitNumber(number);
        return number;
    }

    /** Looks at numbers, and says what was found. @param deaths that may have taken some with them */
    private static void check(String where, Numbers numbers, int made, List<Death> deaths, List<String> notices) {
        int taken = deaths.stream().mapToInt(death -> death.taken(numbers)).sum();
        int missing = numbers.missing(1, made);
        System.out.println("restarts: " + where + ", " + RESTARTS + (deaths.isEmpty() ? " by SIGTERM" : " by SIGKILL") + " at " + RATE + "/s: "
                + (missing - taken) + " missing, " + taken + " taken along by deaths, " + numbers.doubled() + " doubled of " + made + ", "
                + told(notices, "missed") + " told missed, " + told(notices, "dropped") + " told dropped");
        assertThat(numbers.doubled()).as(where).isZero();
        assertThat(numbers.inOrder()).as(where).isTrue();
        assertThat(notices).as(where).noneMatch(notice -> notice.contains("dropped"));
        assertThat(missing - taken).as("%s: %s", where, notices).isZero();
        assertThat(told(notices, "missed")).as("%s: each death is told, and nothing else", where).isEqualTo(deaths.size());
    }

    private static long told(List<String> notices, String what) {
        return notices.stream().filter(notice -> notice.contains(what)).count();
    }

    private void end(boolean inOrder) {
        if (inOrder) {
            assertThat(daemon.end().exit()).isZero();
        } else {
            daemon.running().process().destroyForcibly();
            Await.until("the daemon to be gone", () -> !daemon.running().process().isAlive());
        }
    }

    private void assertTakenOver() {
        assertThat(daemon.log()).contains("taken over").doesNotContain("cannot be taken over");
        assertThat(daemon.log()).as("the ring is large enough").contains("full rings refused 0 events");
    }

    private void start() {
        daemon = Daemon.start(folder.resolve("state"), "--no-builtin");
        api = new Api(daemon);
    }

    private String options(String stream) {
        StringBuilder query = new StringBuilder("persist=true&map." + stream + ".max_entries=" + RING);
        PROGRAMS.forEach((other, program) -> {
            if (!other.equals(stream)) {
                query.append("&without=").append(program);
            }
        });
        return query.append("&export=").append(URLEncoder.encode("file:path=" + file() + ",rotate=0", StandardCharsets.UTF_8)).toString();
    }

    private Path file() {
        return folder.resolve("numbers.json");
    }
}
