package io.eunomia.trackers.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.runtime.display.CallStack;
import io.eunomia.runtime.display.DisplayReading.Row;
import io.eunomia.runtime.display.StackFrame;
import io.eunomia.trackers.testing.TrackerRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A process that is always busy is sampled as often as it runs, in user space and in the kernel. */
@Tag("kernel")
class ProfileTrackerTest {
    private static final int ENOUGH = 60;
    private static final int HZ = 199;
    private static Process busy;

    @BeforeAll
    static void work() throws IOException {
        busy = new ProcessBuilder("dd", "if=/dev/zero", "of=/dev/null", "bs=64k").redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    }

    @AfterAll
    static void end() {
        busy.destroyForcibly();
    }

    private static TrackerRun tracker(String... more) {
        Map<String, String> arguments = new HashMap<>(Map.of("hz", Integer.toString(HZ), "interval", "100ms", "pid", Long.toString(busy.pid())));
        for (int i = 0; i < more.length; i += 2) {
            arguments.put(more[i], more[i + 1]);
        }
        return TrackerRun.start("profile", arguments);
    }

    /** Returns the rows once enough was sampled. */
    private static List<Row> rows(TrackerRun run) {
        List<Row> rows = List.of();
        while (samples(rows) < ENOUGH) {
            assertThat(busy.isAlive()).isTrue();
            rows = run.display("cpu").rows();
        }
        return rows;
    }

    private static long samples(List<Row> rows) {
        return rows.stream().mapToLong(row -> (Long) row.values().get("samples")).sum();
    }

    private static CallStack stack(Row row, String column) {
        return (CallStack) row.key().get(column);
    }

    /** Time that the process has run, in ticks of a hundredth of a second (proc(5), fields 14 and 15). */
    private static long ticks() throws IOException {
        String stat = Files.readString(Path.of("/proc/" + busy.pid() + "/stat"));
        String[] parts = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Long.parseLong(parts[11]) + Long.parseLong(parts[12]);
    }

    @Test
    void a_busy_process_is_sampled_as_long_as_it_runs() throws IOException {
        long before = ticks();
        try (TrackerRun run = tracker()) {
            List<Row> rows = rows(run);
            double expected = (ticks() - before) / 100.0 * HZ;
            assertThat((double) samples(rows)).as("samples in %s ticks", ticks() - before).isBetween(expected * 0.5, expected * 1.2 + 2);
            assertThat(rows).allSatisfy(row -> assertThat(row.key()).containsEntry("comm", "dd").containsEntry("pid", busy.pid()));
            assertThat(rows).anySatisfy(row -> assertThat(stack(row, "user").frames()).isNotEmpty().noneMatch(StackFrame::kernel));
            assertThat(rows).anySatisfy(row -> assertThat(stack(row, "kernel").frames()).extracting(StackFrame::name)
                    .anyMatch(name -> name.contains("read")));
            assertThat(run.display("not_counted").rows()).first().satisfies(row -> assertThat(row.values()).containsEntry("not_counted", 0L));
        }
    }

    @Test
    void either_side_can_be_left_out() {
        try (TrackerRun run = tracker("user_only", "true")) {
            assertThat(rows(run)).allSatisfy(row -> assertThat(stack(row, "kernel")).isEqualTo(CallStack.NONE));
        }
        try (TrackerRun run = tracker("kernel_only", "true")) {
            assertThat(rows(run)).allSatisfy(row -> assertThat(stack(row, "user")).isEqualTo(CallStack.NONE));
        }
    }

    @Test
    void other_processes_are_left_out() {
        try (TrackerRun run = tracker("target_comm", "nobody")) {
            try (TrackerRun all = tracker()) {
                assertThat(rows(all)).isNotEmpty();
            }
            assertThat(run.display("cpu").rows()).isEmpty();
        }
    }
}
