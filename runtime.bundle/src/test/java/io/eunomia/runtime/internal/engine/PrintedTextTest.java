package io.eunomia.runtime.internal.engine;

import static io.eunomia.runtime.internal.engine.EngineFixture.bare;
import static io.eunomia.runtime.internal.engine.EngineFixture.ownOpens;
import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.runtime.Plan;
import io.eunomia.runtime.TrackerStats.StreamLedger;
import io.eunomia.runtime.event.EventSchema;
import io.eunomia.runtime.event.Field;
import io.eunomia.runtime.event.Subscription;
import io.eunomia.runtime.event.SubscriptionOptions;
import io.eunomia.runtime.internal.stream.TrackerHub;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a tracker's programs print is its stream {@code printk}; what others print is not, be it the same text. */
@Tag("kernel")
@Tag("kernel-short")
class PrintedTextTest {
    private static final int COUNT = 300;
    private static EngineFixture fixture;

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
    void each_tracker_shows_what_its_own_programs_print() throws Exception {
        long programs = EngineFixture.openPrograms();
        TrackerHub one = new TrackerHub();
        TrackerHub other = new TrackerHub();
        Subscription ofOne;
        Subscription ofOther;
        try (ActiveTracker first = fixture.engine.start(bare("printing"), ownOpens(), one);
                ActiveTracker second = fixture.engine.start(bare("printing"), ownOpens(), other)) {
            assertThat(first.warnings()).isEmpty();
            ofOne = one.subscribe(SubscriptionOptions.all("one"));
            ofOther = other.subscribe(SubscriptionOptions.all("other"));
            open();
            assertThat(second.streams()).extracting(EventSchema::stream).containsExactly("printk");
        }
        for (Subscription all : List.of(ofOne, ofOther)) {
            assertThat(new CollectedEvents("text", text -> text.contains(folder.toString())).drain(all).values)
                    .containsExactlyElementsOf(texts());
        }
        StreamLedger ledger = one.streamLedgers().get(0);
        assertThat(ledger.kernelLost()).hasValue(0);
        assertThat(ledger.undecodable()).isZero();
        assertThat(ledger.read()).isGreaterThanOrEqualTo(ofOne.delivered());
        assertThat(EngineFixture.openPrograms()).isEqualTo(programs);
    }

    @Test
    void a_hot_update_loses_and_repeats_no_line() throws Exception {
        TrackerHub hub = new TrackerHub();
        Subscription all;
        try (ActiveTracker tracker = fixture.engine.start(bare("printing"), ownOpens(), hub)) {
            all = hub.subscribe(SubscriptionOptions.all("test"));
            for (int i = 0; i < COUNT; i++) {
                if (i % 100 == 50) {
                    tracker.update(fixture.engine.prepare(bare("printing"), ownOpens(), tracker), receipt -> { });
                }
                open(i);
            }
        }
        assertThat(new CollectedEvents("text", text -> text.contains(folder.toString())).drain(all).values)
                .containsExactlyInAnyOrderElementsOf(texts());
    }

    @Test
    void a_plan_knows_the_stream_and_its_fields() {
        Plan plan = fixture.engine.planner().plan(bare("printing"), ownOpens());
        assertThat(plan.streams()).singleElement().satisfies(stream -> {
            assertThat(stream.name()).isEqualTo("printk");
            assertThat(stream.fields()).containsExactly("time", "pid", "comm", "cpu", "text");
        });
        assertThat(plan.warnings()).isEmpty();
    }

    @Test
    void who_opens_and_when_is_told() throws Exception {
        TrackerHub hub = new TrackerHub();
        Subscription all;
        try (ActiveTracker tracker = fixture.engine.start(bare("printing"), ownOpens(), hub)) {
            assertThat(tracker.streams().get(0).fields()).extracting(Field::name).contains("comm");
            all = hub.subscribe(new SubscriptionOptions("test", "(text=opened*)", 1 << 20));
            open(7);
        }
        CollectedEvents pids = new CollectedEvents("pid", pid -> true).drain(all);
        assertThat(pids.values).isNotEmpty().containsOnly(Long.toString(ProcessHandle.current().pid()));
    }

    private void open() throws Exception {
        for (int i = 0; i < COUNT; i++) {
            open(i);
        }
    }

    private void open(int number) throws Exception {
        Path file = folder.resolve(Integer.toString(number));
        Files.newByteChannel(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE).close();
    }

    private List<String> texts() {
        return IntStream.range(0, COUNT).mapToObj(i -> folder.resolve(Integer.toString(i)))
                .flatMap(path -> Stream.of("opened " + path, "subprogram " + path)).toList();
    }
}
