package io.eunomia.runtime.internal.engine;

import static io.eunomia.runtime.internal.engine.EngineFixture.bare;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.NotAttached;
import io.eunomia.runtime.Plan;
import io.eunomia.runtime.Plan.PlannedProgram;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.UpdateReceipt.Mode;
import io.eunomia.runtime.descriptor.Descriptor;
import io.eunomia.runtime.descriptor.TrackerPackage;
import io.eunomia.runtime.event.Subscription;
import io.eunomia.runtime.event.SubscriptionOptions;
import io.eunomia.runtime.internal.stream.TrackerHub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of a package is loaded, where it is attached and how large its maps are, as a start asks for it. */
@Tag("kernel")
class AttachOptionsTest {
    private static final String PLACES = "several_places";
    private static final String MAKE = "syscalls/sys_enter_mkdir";
    private static final String REMOVE = "syscalls/sys_enter_rmdir";
    private static final StartOptions SIZED = StartOptions.none().withMaps(Map.of("unsized.max_entries", "1k"))
            .withArguments(Map.of("target_pid", Long.toString(ProcessHandle.current().pid())));
    private static final StartOptions BOTH = SIZED.withoutPrograms(List.of("nowhere", "refused"))
            .withAttach(Map.of("on_call", List.of(MAKE, REMOVE)));

    private static EngineFixture fixture;
    private final TrackerHub hub = new TrackerHub();

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        fixture = new EngineFixture();
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    @Test
    void one_program_at_several_places_sees_each_of_them_and_is_switched_at_all() throws Exception {
        Subscription calls;
        try (ActiveTracker tracker = fixture.engine.start(bare(PLACES), BOTH, hub)) {
            calls = hub.subscribe(SubscriptionOptions.all("calls"));
            assertThat(tracker.programs()).extracting(p -> p.name() + ": " + p.attachedTo())
                    .containsExactly("on_call: tracepoint:" + MAKE + ", tracepoint:" + REMOVE);
            makeAndRemove(10);
            LoadedVersion next = fixture.engine.prepare(bare("several_places_2"), BOTH, tracker);
            assertThat(tracker.update(next, receipt -> { }).mode()).isEqualTo(Mode.SLOT);
            makeAndRemove(10);
        }
        CollectedEvents versions = new CollectedEvents("version", version -> true).drain(calls);
        assertThat(versions.values).hasSize(40);
        assertThat(versions.values.subList(0, 20)).containsOnly("1");
        assertThat(versions.values.subList(20, 40)).containsOnly("2");
    }

    @Test
    void what_is_left_out_needs_no_place() throws Exception {
        StartOptions one = BOTH.withAttach(Map.of("on_call", List.of(MAKE)));
        assertThat(plan(bare(PLACES), one).runnable()).isTrue();
        try (ActiveTracker tracker = fixture.engine.start(bare(PLACES), one, hub)) {
            assertThat(tracker.programs()).extracting(p -> p.name()).containsExactly("on_call");
            assertThat(tracker.notAttached()).isEmpty();
        }
        refusedAlike(bare(PLACES), BOTH.withoutPrograms(List.of("no_such")), FailureKind.BAD_REQUEST, "no_such");
        refusedAlike(bare(PLACES), BOTH.withoutPrograms(List.of("on_call")), FailureKind.BAD_REQUEST,
                "to be attached and to be left out");
        refusedAlike(bare(PLACES), SIZED.withoutPrograms(List.of("on_call", "nowhere", "refused")),
                FailureKind.BAD_REQUEST, "every program is left out");
    }

    @Test
    void a_lenient_start_runs_what_can_be_attached_and_says_what_is_not() throws Exception {
        StartOptions lenient = SIZED.withLenient(true).withAttach(Map.of("on_call", List.of(MAKE)));
        Plan plan = plan(bare(PLACES), lenient);
        assertThat(plan.runnable()).isTrue();
        assertThat(plan.programs()).filteredOn(p -> p.name().equals("nowhere")).extracting(PlannedProgram::chosen)
                .containsExactly(false);
        Subscription calls;
        try (ActiveTracker tracker = fixture.engine.start(bare(PLACES), lenient, hub)) {
            calls = hub.subscribe(SubscriptionOptions.all("calls"));
            assertThat(tracker.notAttached()).extracting(NotAttached::program)
                    .containsExactlyInAnyOrder("nowhere", "refused");
            assertThat(tracker.notAttached()).extracting(missing -> missing.failure().kind())
                    .containsExactlyInAnyOrder(FailureKind.NO_TARGET, FailureKind.VERIFIER);
            makeAndRemove(3);
        }
        assertThat(new CollectedEvents("number", number -> true).drain(calls).values).hasSize(3);
    }

    @Test
    void a_lenient_start_needs_one_program_that_can_be_attached() {
        StartOptions lenient = SIZED.withLenient(true).withoutPrograms(List.of("refused", "on_call"));
        refusedAlike(bare(PLACES), lenient, FailureKind.NO_TARGET, "sys_enter_there_is_none");
    }

    @Test
    void a_place_that_is_missing_is_given_up_and_the_others_of_the_program_are_not() {
        StartOptions half = SIZED.withLenient(true).withoutPrograms(List.of("nowhere", "refused"))
                .withAttach(Map.of("on_call", List.of(MAKE, "syscalls/sys_enter_there_is_none")));
        assertThat(plan(bare(PLACES), half).runnable()).isTrue();
        try (ActiveTracker tracker = fixture.engine.start(bare(PLACES), half, hub)) {
            assertThat(tracker.programs()).extracting(p -> p.attachedTo()).containsExactly("tracepoint:" + MAKE);
            assertThat(tracker.notAttached()).extracting(NotAttached::target)
                    .containsExactly("tracepoint:syscalls/sys_enter_there_is_none");
        }
    }

    @Test
    void a_package_can_say_the_same() {
        Descriptor bare = EngineFixture.descriptor("t");
        Descriptor says = new Descriptor("t", "1.0.0", "", Set.of(), List.of(), Map.of("on_call", List.of(MAKE, REMOVE)),
                Set.of("refused"), Set.of("nowhere"), Map.of("unsized.max_entries", "7"), List.of(), Map.of(), List.of(),
                List.of(), List.of(), List.of(), bare.requires(), Map.of());
        TrackerPackage whole = EngineFixture.of(PLACES, says);
        try (ActiveTracker tracker = fixture.engine.start(whole, StartOptions.none(), hub)) {
            assertThat(tracker.programs()).extracting(p -> p.name()).containsExactly("on_call");
            assertThat(tracker.notAttached()).extracting(NotAttached::program).containsExactly("nowhere");
            assertThat(tracker.maps()).anySatisfy(map -> assertThat(map.name() + map.maxEntries()).isEqualTo("unsized7"));
        }
        StartOptions other = StartOptions.none().withMaps(Map.of("unsized.max_entries", "9"));
        try (ActiveTracker tracker = fixture.engine.start(whole, other, hub)) {
            assertThat(tracker.maps()).anySatisfy(map -> assertThat(map.name() + map.maxEntries()).isEqualTo("unsized9"));
        }
        refusedAlike(EngineFixture.of(PLACES, new Descriptor("t", "1.0.0", "", Set.of("on_call", "nowhere"), List.of(),
                says.attach(), Set.of(), Set.of("refused"), says.mapSizes(), List.of(), Map.of(), List.of(), List.of(),
                List.of(), List.of(), bare.requires(), Map.of())), StartOptions.none(), FailureKind.NO_TARGET, "nowhere");
    }

    @Test
    void sizes_of_maps_are_checked() {
        StartOptions one = BOTH.withAttach(Map.of("on_call", List.of(MAKE)));
        refusedAlike(bare(PLACES), one.withMaps(Map.of()), FailureKind.BAD_PACKAGE, "\"unsized\"", "max_entries is 0");
        refusedAlike(bare(PLACES), one.withMaps(Map.of("none.max_entries", "1")), FailureKind.BAD_REQUEST, "\"none\"");
        refusedAlike(bare(PLACES), one.withMaps(Map.of("unsized.entries", "1")), FailureKind.BAD_REQUEST, "entries");
        refusedAlike(bare(PLACES), one.withMaps(Map.of("unsized.max_entries", "0")), FailureKind.BAD_REQUEST, "\"0\"");
        refusedAlike(bare(PLACES), one.withMaps(Map.of("unsized.max_entries", "5G")), FailureKind.BAD_REQUEST, "5G");
        refusedAlike(bare(PLACES), one.withMaps(Map.of(".rodata.max_entries", "2")), FailureKind.BAD_REQUEST, ".rodata");
    }

    private static Plan plan(TrackerPackage trackerPackage, StartOptions options) {
        return fixture.engine.planner().plan(trackerPackage, options);
    }

    /** Plan and start say the same. */
    private void refusedAlike(TrackerPackage trackerPackage, StartOptions options, FailureKind kind, String... words) {
        Failure failure = catchThrowableOfType(TrackerException.class,
                () -> fixture.engine.start(trackerPackage, options, hub).close()).failure();
        assertThat(failure.message()).contains(words);
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(plan(trackerPackage, options).obstacles().get(0)).isEqualTo(failure);
    }

    private void makeAndRemove(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            Files.delete(Files.createDirectory(folder.resolve(Integer.toString(i))));
        }
    }
}
