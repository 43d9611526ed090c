package io.eunomia.itest;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.testkit.Api;
import io.eunomia.testkit.Daemon;
import io.eunomia.testkit.Distribution;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a daemon does with a package that is sent, counted by the methods that it enters. */
@Tag("kernel")
class PackagePathIT {
    private static final String CHECK = "libbpf.elf.ElfObject.parse";
    /** The stub before a program is an object too, and not the package's. */
    private static final String STUB = "libbpf.internal.slot.SlotTemplate.forSection";
    private static final String JAR = "runtime.internal.bundle.TrackerBundleWriter.write";

    @TempDir
    private Path folder;

    @Test
    void a_package_is_read_and_checked_once_and_an_update_does_not_touch_the_one_before() throws Exception {
        List<String> command = List.of("env", "EUNOMIA_OPTS=" + MethodTrace.OPTION);
        try (Daemon daemon = Daemon.startBy(command, folder.resolve("state"), "--no-builtin");
                MethodTrace trace = MethodTrace.of(daemon.running())) {
            Api api = new Api(daemon);
            byte[] first = Files.readAllBytes(Distribution.object("numbered"));
            byte[] second = Files.readAllBytes(Distribution.object("numbered_2"));
            // What is only done once in a daemon's life is done now.
            int warm = Api.id(api.install(first));
            assertThat(api.remove(warm).status()).isEqualTo(204);

            MethodTrace.Entries start = trace.during(() -> assertThat(api.install(first).status()).isEqualTo(201));
            requireOneReading(start);

            int id = id(api);
            MethodTrace.Entries update = trace.during(() -> assertThat(api.update(id, second).status()).isEqualTo(200));
            requireOneReading(update);

            assertThat(api.action(id, "stop").status()).isEqualTo(200);
            MethodTrace.Entries again = trace.during(() -> assertThat(api.action(id, "start").status()).isEqualTo(200));
            assertThat(again.of(CHECK) - again.of(STUB)).as("checks at a start").isEqualTo(1);
        }
    }

    private static int id(Api api) {
        return (Integer) ((java.util.Map<?, ?>) api.trackers().get(0)).get("id");
    }

    private static void requireOneReading(MethodTrace.Entries entries) {
        assertThat(entries.of("runtime.internal.parse.PackageParser.parse")).as("readings of the package").isEqualTo(1);
        assertThat(entries.of("runtime.internal.parse.PackageParser.parseBundle")).as("readings of a bundle").isZero();
        assertThat(entries.of(CHECK) - entries.of(STUB)).as("ELF checks").isEqualTo(1);
        assertThat(entries.ofClass("runtime.internal.bundle.BundleCopy")).as("bundles read or zipped again").isZero();
        assertThat(entries.of("runtime.internal.store.ContentStore.read")).as("kept packages read again").isZero();
        assertThat(entries.of(JAR)).as("jars written, each by two methods").isEqualTo(2);
    }
}
