package io.eunomia.itest;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.testkit.Api;
import io.eunomia.testkit.Daemon;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However often a tracker is updated, the daemon holds what it held before. */
@Tag("kernel")
class ManyUpdatesIT {
    private static final int WARM_UP = 150;
    private static final int UPDATES = 1000;
    /** The HTTP server's pool breathes; a leak would be of one in each update. */
    private static final int STRAY_THREADS = 5;
    /** The JVM's own, made when something is done for the first or the thousandth time. */
    private static final int LATE_CLASSES = 50;
    /** Far less than a version has: an object in Java that is kept, or a mapping that stays. */
    private static final int HEAP_KILOBYTES_EACH = 1;
    private static final int NATIVE_KILOBYTES_EACH = 20;
    /** The optimising compiler goes on for thousands of updates, and what it makes would hide what a version leaves. */
    private static final List<String> WITHOUT_OPTIMISING = List.of("env", "EUNOMIA_OPTS=-XX:TieredStopAtLevel=1");
    private static final byte[][] VERSIONS = {Load.version(1), Load.version(2)};

    @TempDir
    private Path folder;

    @Test
    void a_thousand_updates_leave_nothing_behind() {
        try (Daemon daemon = Daemon.startBy(WITHOUT_OPTIMISING, folder.resolve("state"), "--no-builtin")) {
            Api api = new Api(daemon);
            int id = Api.id(api.install(VERSIONS[0]));
            update(api, id, WARM_UP);
            Holdings before = Holdings.of(daemon.pid());
            update(api, id, UPDATES);
            Holdings after = Holdings.of(daemon.pid());

            assertThat(after.kernelObjects()).isEqualTo(before.kernelObjects());
            assertThat(after.files()).isEqualTo(before.files());
            assertThat(after.threads()).isBetween(before.threads() - STRAY_THREADS, before.threads() + STRAY_THREADS);
            assertThat(after.classes()).isLessThan(before.classes() + LATE_CLASSES);
            assertThat(before.heapKilobytes()).isPositive();
            assertThat(after.heapKilobytes()).isLessThan(before.heapKilobytes() + UPDATES * HEAP_KILOBYTES_EACH);
            assertThat(after.anonymousKilobytes()).isLessThan(before.anonymousKilobytes() + UPDATES * NATIVE_KILOBYTES_EACH);
        }
    }

    private static void update(Api api, int id, int times) {
        for (int i = 1; i <= times; i++) {
            Daemon.Reply receipt = api.update(id, VERSIONS[i % 2]);
            assertThat(receipt.status()).as(receipt.body()).isEqualTo(200);
        }
    }
}
