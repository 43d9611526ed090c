package io.eunomia.runtime.internal.engine;

import static io.eunomia.runtime.internal.engine.EngineFixture.bare;
import static io.eunomia.runtime.internal.engine.EngineFixture.ownOpens;
import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.runtime.event.Subscription;
import io.eunomia.runtime.event.SubscriptionOptions;
import io.eunomia.runtime.internal.stream.ConfirmedSubscription;
import io.eunomia.runtime.internal.stream.TrackerHub;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Exports that are slower than events come, for a while or for good. The ring of the program has room for all of them. */
@Tag("kernel")
@Timeout(120)
class SlowExportTest {
    private static final String OPENED = "/nowhere/slow/";
    private static final int COUNT = 3_000;
    /** Room for some sixty events. */
    private static final SubscriptionOptions EXPORT = new SubscriptionOptions("export file", "", 8_192);

    private final TrackerHub hub = new TrackerHub();
    private EngineFixture fixture;

    @BeforeEach
    void start() {
        fixture = new EngineFixture();
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void what_an_export_has_no_room_for_waits_in_the_ring() throws Exception {
        CollectedEvents events = new CollectedEvents("path", path -> path.startsWith(OPENED));
        try (ActiveTracker tracker = fixture.engine.start(bare("engine_opens"), ownOpens(), hub);
                ConfirmedSubscription export = hub.subscribe(EXPORT)) {
            export.confirmEach();
            open();
            while (events.values.size() < COUNT) {
                export.confirm(export.poll(events, 20, Duration.ofSeconds(20)), 0);
            }
            assertThat(export.dropped()).isZero();
            tracker.checkLosses();
            assertThat(hub.streamLedgers().get(0).kernelLost()).hasValue(0);
        }
        assertThat(events.values.get(COUNT - 1)).isEqualTo(OPENED + COUNT);
    }

    @Test
    void an_export_that_is_stuck_holds_nobody_else() throws Exception {
        CollectedEvents events = new CollectedEvents("path", path -> path.startsWith(OPENED));
        try (ActiveTracker tracker = fixture.engine.start(bare("engine_opens"), ownOpens(), hub);
                ConfirmedSubscription stuck = hub.subscribe(EXPORT);
                Subscription other = hub.subscribe(SubscriptionOptions.all("other"))) {
            stuck.confirmEach();
            open();
            while (events.values.size() < COUNT) {
                other.poll(events, COUNT, Duration.ofSeconds(20));
            }
            assertThat(stuck.dropped()).isPositive();
            assertThat(tracker.programs()).hasSize(1);
        }
    }

    private static void open() throws IOException {
        for (int i = 1; i <= COUNT; i++) {
            try (FileInputStream none = new FileInputStream(OPENED + i)) {
                throw new AssertionError(none);
            } catch (FileNotFoundException e) {
                // The attempt is what the program sees.
                continue;
            }
        }
    }
}
