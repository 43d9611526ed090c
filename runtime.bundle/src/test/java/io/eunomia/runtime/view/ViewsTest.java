package io.eunomia.runtime.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.jr.ob.JSON;
import io.eunomia.runtime.KernelReport.Finding;
import io.eunomia.runtime.KernelReport.Verdict;
import io.eunomia.runtime.Plan;
import io.eunomia.runtime.Removal;
import io.eunomia.runtime.StartOptions.ExportRequest;
import io.eunomia.runtime.TrackerStats;
import io.eunomia.runtime.UpdateReceipt;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ViewsTest {
    private static final Instant TIME = Instant.parse("2026-11-30T10:11:12.345678Z");
    private static final FailureView FAILURE = new FailureView("no-target", "no such function", "/a/0", "look again", 2, "log");
    private static final TrackerView.NotAttachedView LEFT_OUT = new TrackerView.NotAttachedView("on_y", "y", FAILURE);
    private static final ArgumentView ARGUMENT = new ArgumentView("target_pid", "u32", "0", "1", "9", "only this");

    static Stream<Record> views() {
        return Stream.of(full(), sparse(), new TrackersView(List.of(full(), sparse())), stats(), plan(Optional.of("Linux 6.1"),
                Optional.of(List.of(new Plan.PlannedRelocation("p", 3, "a.c:12", "byte_off", "struct s.x", "resolved", -1L,
                        true, "")))), plan(Optional.empty(), Optional.empty()),
                new RemovalView(List.of(new Removal.PinLeft("/sys/fs/bpf/x", List.of("pid 1", "pid 2"))), List.of("/y")),
                new HistoryView(List.of(new HistoryView.PackageView("ab", "1", TIME, 1L << 40, true))),
                new ReportView(false, List.of(new Finding("attach", "kprobe", Verdict.FATAL, "no", "boot another"))), FAILURE);
    }

    private static TrackerView full() {
        OptionsView options = new OptionsView(Map.of("pid", "4"), Map.of("one", "eth0", "two", List.of("a", "b")),
                List.of("left"), true, Optional.of(true), Map.of("rb.max_entries", "64k"),
                Optional.of(new OptionsView.TypesView("btf", "cd")), List.of(new ExportRequest("file", Map.of("path", "/x"))),
                List.of("counts"), List.of("hists:slots"), List.of("stacks:tgid"), true);
        return new TrackerView(7, "opens", "1.0", "counts", "failed", TIME, "http ::1", new TrackerView.OriginView("http", ""),
                41, Optional.of(FAILURE), List.of("w"), List.of(LEFT_OUT), Map.of("pid", ARGUMENT), options,
                List.of(new TrackerView.StreamView("rb", "rb", "event", "", List.of(
                        new TrackerView.FieldView("pid", "unsigned", "u32", "", true, "whose")), List.of("host"))),
                List.of(receipt(OptionalLong.of(0)), receipt(OptionalLong.empty())),
                Optional.of(new TrackerView.FailedUpdateView(TIME, FAILURE)), Optional.of(TIME),
                Optional.of(new CostView(0.25, 1e6, 250, 0.1)));
    }

    private static TrackerView sparse() {
        OptionsView options = new OptionsView(Map.of(), Map.of(), List.of(), false, Optional.empty(), Map.of(), Optional.empty(),
                List.of(), List.of(), List.of(), List.of(), false);
        return new TrackerView(1, "", "", "", "running", Instant.EPOCH, "", new TrackerView.OriginView("builtin", "p"), 0,
                Optional.empty(), List.of(), List.of(), Map.of(), options, List.of(), List.of(), Optional.empty(),
                Optional.empty(), Optional.empty());
    }

    private static ReceiptView receipt(OptionalLong duplicated) {
        return new ReceiptView(TIME, "1", "2", "slot", 5_000_000_000L, 7, 0, duplicated, List.of("m"), List.of(), List.of("p"),
                duplicated.isPresent() ? Optional.empty()
                        : Optional.of(new UpdateReceipt.TakeOver(TIME, Optional.of(TIME))));
    }

    private static StatsView stats() {
        return new StatsView(List.of(new TrackerStats.StreamLedger("s", "rb", OptionalLong.empty(), Long.MAX_VALUE, 1, 2, 3)),
                List.of(new TrackerStats.SubscriberLedger("me", 5, 3, 1, 1)),
                List.of(new TrackerStats.ProgramStats("p", "kprobe", "x", 9, 1, 2, 3, 4)),
                List.of(new TrackerStats.MapStats("rb", "ringbuf", 0, 0, 4096, -1)), List.of(LEFT_OUT),
                List.of(new TrackerStats.EnrichmentLedger("user", 3, 1)), Optional.of(new CostView(0.5, 2, 250e6, 9)));
    }

    private static PlanView plan(Optional<String> kernel, Optional<List<Plan.PlannedRelocation>> relocations) {
        return new PlanView("opens", "1", "object", true, List.of(new Plan.PlannedProgram("p", "tp/x", "tracepoint", "x", true,
                12, "")), List.of(new Plan.PlannedMap("rb", "ringbuf", 0, 0, 4096, 8192)),
                List.of(new PlanView.PlannedStreamView("rb", "rb", "event", List.of("pid"), "",
                        List.of(new TrackerView.FieldView("pid", "unsigned", "u32", "", true, "whose")))),
                Map.of("pid", ARGUMENT), List.of(), List.of(FAILURE), kernel, relocations, "who opens",
                List.of(new DisplaysView.DisplayView("hists", "log2", "hists", "us", 5, true, false, true, "", List.of("dev"),
                        List.of("count"))));
    }

    @ParameterizedTest
    @MethodSource("views")
    void a_view_is_the_same_after_its_way_through_json(Record view) throws IOException {
        String json = JSON.std.with(JSON.Feature.WRITE_NULL_PROPERTIES).asString(Views.members(view));
        assertThat((Record) Views.read(view.getClass(), JSON.std.mapFrom(json))).isEqualTo(view);
    }

    @Test
    void members_are_named_and_ordered_as_the_interface_has_them() {
        assertThat(Views.members(full()).keySet()).containsExactly("id", "name", "version", "description", "state", "since",
                "source", "origin", "bundle_id", "failure", "warnings", "not_attached", "arguments", "options", "streams",
                "updates", "failed_update", "pinned_since", "cost");
        assertThat(Views.members(ARGUMENT).keySet()).containsExactly("global", "type", "default", "min", "max", "description");
        assertThat(Views.members(receipt(OptionalLong.empty()))).containsEntry("duplicated", null)
                .containsEntry("time", "2026-11-30T10:11:12.345678Z").containsEntry("load_ns", 5_000_000_000L);
    }

    @Test
    void what_is_absent_is_left_out() {
        assertThat(Views.members(sparse())).doesNotContainKeys("failure", "failed_update", "pinned_since", "cost");
        assertThat(Views.members(plan(Optional.empty(), Optional.empty()))).doesNotContainKeys("kernel", "relocations");
    }

    @Test
    void a_client_gets_along_with_a_daemon_of_another_release() {
        TrackerView read = Views.read(TrackerView.class, Map.of("id", 3, "name", "x", "colour", Map.of("red", 1)));
        assertThat(read.id()).isEqualTo(3);
        assertThat(read.updates()).isEmpty();
        assertThat(read.failure()).isEmpty();
        assertThat(read.options().exports()).isEmpty();
    }

    @Test
    void a_member_of_another_type_is_named() {
        assertThatIllegalArgumentException().isThrownBy(() -> Views.read(TrackerView.class, Map.of("updates", "none")))
                .withMessageContaining("\"updates\"");
        assertThatIllegalArgumentException().isThrownBy(() -> Views.read(TrackerView.class, Map.of("since", "yesterday")))
                .withMessageContaining("\"since\"");
    }
}
