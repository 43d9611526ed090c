package io.eunomia.libbpf.internal.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.testkit.Await;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class LeakGuardTest {
    private final Map<String, Optional<Throwable>> reports = new ConcurrentHashMap<>();

    private LeakGuard guard(boolean origins) {
        return new LeakGuard(origins, (what, origin) -> reports.put(what, Optional.ofNullable(origin)));
    }

    private static void forget(LeakGuard guard, String what, boolean close) {
        LeakGuard.Watch watch = guard.watch(new Object(), what);
        if (close) {
            watch.closed();
        }
    }

    private void collect(String what) {
        Await.until("report of " + what, () -> {
            System.gc();
            return reports.containsKey(what);
        });
    }

    @Test
    void what_was_forgotten_is_reported_and_what_was_closed_is_not() {
        LeakGuard guard = guard(false);
        forget(guard, "closed", true);
        forget(guard, "forgotten", false);
        collect("forgotten");
        assertThat(reports).containsOnlyKeys("forgotten");
        assertThat(reports.get("forgotten")).isEmpty();
    }

    @Test
    void a_report_shows_the_origin_when_asked_to() {
        forget(guard(true), "traced", false);
        collect("traced");
        assertThat(reports.get("traced").orElseThrow()).hasStackTraceContaining("LeakGuardTest.forget");
    }
}
