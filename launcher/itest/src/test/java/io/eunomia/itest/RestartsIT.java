package io.eunomia.itest;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.testkit.Api;
import io.eunomia.testkit.Await;
import io.eunomia.testkit.Daemon;
import io.eunomia.testkit.Running;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
    }

    /** One kind will do for the short form: GaplessIT has all. */
    static Stream<Arguments> every_call_is_in_the_file_and_at_a_resuming_reader_once() {
        List<String> streams = RESTARTS == 1 ? List.of("by_btf") : Load.STREAMS;
        return streams.stream().flatMap(stream -> Stream.of(Arguments.of(stream, true), Arguments.of(stream, false)));
    }

    @ParameterizedTest
    @MethodSource
    void every_call_is_in_the_file_and_at_a_resuming_reader_once(String stream, boolean inOrder) {
        Assumptions.assumeTrue(Files.isExecutable(PROGRAM), "no C compiler made numbered_opens (cnf/c-compile says why)");
        start();
        int id = Api.id(api.install(Load.version(1), options(stream)));
        try (Running calls = Running.start(new ProcessBuilder(PROGRAM.toString(), Integer.toString(RATE)))) {
            ResumingReader reader = new ResumingReader(api, id, stream, calls.pid());
            reader.awaitMore();
            for (int i = 0; i < RESTARTS; i++) {
                restart(inOrder);
                reader.comeAgain(api);
                reader.awaitMore();
            }
            int made = finish(calls);
            NumberedFile file = new NumberedFile(file());
            Await.until(made + " in the file", Await.LONG, () -> file.endsWith(made), daemon::log);
            reader.awaitNumber(made);
            assertThat(api.remove(id).status()).isEqualTo(204);
            reader.awaitEnd();
            check(stream + " in the file", new Numbers(file.numbers(calls.pid()).get(stream)), made, inOrder, file.notices());
            check(stream + " at the reader", new Numbers(reader.numbers()).since(reader.first()), made, inOrder, reader.notices());
        }
    }

    /** Looks at numbers, and says what was found. */
    private static void check(String where, Numbers numbers, int made, boolean inOrder, List<String> notices) {
        System.out.println("restarts: " + where + ", " + RESTARTS + (inOrder ? " by SIGTERM" : " by SIGKILL") + " at " + RATE + "/s: "
                + numbers.missing(made) + " missing, " + numbers.doubled() + " doubled of " + made + ", " + told(notices, "missed")
                + " told missed, " + told(notices, "dropped") + " told dropped");
        assertThat(numbers.doubled()).as(where).isZero();
        assertThat(numbers.inOrder()).as(where).isTrue();
        assertThat(notices).as(where).noneMatch(notice -> notice.contains("dropped"));
        if (inOrder) {
            assertThat(numbers.missing(made)).as("%s: %s", where, notices).isZero();
            assertThat(notices).as(where).noneMatch(notice -> notice.contains("missed"));
        } else {
            // What the dead process had read and not handed on; each death is told.
            assertThat(notices).as(where).filteredOn(notice -> notice.contains("missed")).hasSize(RESTARTS);
        }
    }

    private static long told(List<String> notices, String what) {
        return notices.stream().filter(notice -> notice.contains(what)).count();
    }

    private void restart(boolean inOrder) {
        if (inOrder) {
            assertThat(daemon.end().exit()).isZero();
        } else {
            daemon.running().process().destroyForcibly();
            Await.until("the daemon to be gone", () -> !daemon.running().process().isAlive());
        }
        start();
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

    private static int finish(Running calls) {
        try {
            calls.process().getOutputStream().close();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return Integer.parseInt(calls.finish(Await.LONG).out().strip());
    }
}
