package io.eunomia.itest;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.testkit.Api;
import io.eunomia.testkit.Await;
import io.eunomia.testkit.Distribution;
import io.eunomia.testkit.NumberedOpens;
import io.eunomia.testkit.Packages;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The tracker {@code numbered}, followed on all of its streams while opens are made. Owns followers and opens;
 * the tracker goes when the result is asked for.
 */
final class Load implements AutoCloseable {
    static final List<String> STREAMS = List.of("by_tracepoint", "by_btf", "by_uprobe");
    private static final int LEAST_OPENS = 100_000;

    private final Api api;
    private final int tracker;
    private final List<Follower> followers = new ArrayList<>();
    private final NumberedOpens opens;

    Load(Api api, int tracker) {
        this.api = api;
        this.tracker = tracker;
        STREAMS.forEach(stream -> followers.add(new Follower(api, tracker, stream)));
        opens = new NumberedOpens(() -> followers.stream().mapToInt(Follower::last).min().orElseThrow());
        awaitMore();
    }

    /** One of the versions, as a package that says which it is. */
    static byte[] version(int number) {
        return version(number, Map.of());
    }

    /** @param more members of the package beside the usual */
    static byte[] version(int number, Map<String, Object> more) {
        return Packages.own("numbered", Integer.toString(number), Distribution.object(
                number == 1 ? "numbered" : "numbered_" + number), more);
    }

    /** Until every follower has been told of so many updates. */
    void awaitUpdates(int count) {
        Await.until("update " + count, () -> followers.stream().allMatch(follower -> follower.updates() >= count));
    }

    /** Until every follower has seen an open that is made after this call. */
    void awaitMore() {
        int now = opens.made() + 1;
        Await.until("open " + now, () -> followers.stream().allMatch(follower -> follower.last() >= now));
    }

    /** Ends opens and tracker, and looks at what was seen: everything once, in order, and so many updates. */
    void assertExact(int updates) {
        opens.awaitMade(LEAST_OPENS);
        int made = opens.finish();
        assertThat(api.action(tracker, "stop").status()).isEqualTo(200);
        for (Follower follower : followers) {
            assertThat(follower.strays()).isEmpty();
            assertThat(follower.last()).isEqualTo(made);
            assertThat(follower.updates()).isEqualTo(updates);
            assertThat(follower.emptyIntervals()).isZero();
            assertThat(follower.notices()).containsExactly("ended (stopped): the tracker was stopped");
        }
        for (Object stream : api.streams(tracker)) {
            assertThat(((Map<?, ?>) stream).get("kernel_lost")).as("%s", stream).isEqualTo(0);
        }
    }

    @Override
    public void close() {
        opens.close();
        followers.forEach(Follower::close);
    }
}
