package io.eunomia.runtime.internal.manager;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.runtime.Origin;
import io.eunomia.runtime.PackageSource;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.UpdateOptions;
import io.eunomia.runtime.internal.bundle.NewPackage;
import io.eunomia.runtime.internal.bundle.TrackerPackages;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** State folders as release 0.1.0 left them are taken over at the first start. */
@Tag("kernel")
class FormerStateTest {
    private static final String PID = Long.toString(ProcessHandle.current().pid());

    @TempDir
    private Path state;

    @Test
    void ids_names_options_and_what_was_stopped_are_kept() throws Exception {
        Files.createDirectory(state.resolve("packages"));
        for (String name : List.of("opens", "seen")) {
            PackageSource source = new PackageSource(name, object("engine_opens"), "");
            Files.write(state.resolve("packages").resolve(name + ".jar"),
                    new NewPackage(TrackerPackages.parse(source, name), source).jar(StartOptions.none()));
        }
        Files.writeString(state.resolve("watched.properties"), "/srv/seen.json=0f\n");
        Files.writeString(state.resolve("trackers.json"), """
                {"format": 1, "next": 7, "trackers": [
                  {"location": "eunomia:tracker/opens", "id": 2, "origin": "http 127.0.0.1", "stopped": false,
                   "options": {"name": "", "args": {"target_pid": "%s"}, "attach": {}, "exports": []}},
                  {"location": "eunomia:tracker/seen", "id": 5, "origin": "watched /srv/seen.json", "stopped": true,
                   "options": {"name": "", "args": {}, "attach": {}, "exports": []}}]}""".formatted(PID));
        for (int i = 0; i < 2; i++) {
            FrameworkFixture fixture = new FrameworkFixture(state);
            try {
                assertThat(fixture.trackers.trackers()).extracting(FormerStateTest::line).containsExactly(
                        "2 opens RUNNING HTTP {target_pid=" + PID + "}", "5 seen STOPPED "
                                + "the watched file /srv/seen.json {}");
            } finally {
                fixture.close();
            }
        }
        assertThat(state.resolve("watched.properties")).doesNotExist();
        assertThat(state.resolve("packages").toFile().list()).allMatch(name -> name.matches("[0-9a-f]{64}")).hasSize(2);
        FrameworkFixture fixture = new FrameworkFixture(state);
        try {
            fixture.trackers.update(2, new PackageSource("opens", object("engine_opens_2"), "test"));
            fixture.trackers.rollback(2, "", UpdateOptions.keep());
            assertThat(fixture.trackers.start(new PackageSource("next", object("engine_opens"), "test"),
                    StartOptions.none().withArguments(Map.of("target_pid", PID))).id()).isEqualTo(7);
        } finally {
            fixture.close();
        }
    }

    @Test
    void a_package_that_was_being_replaced_is_taken_from_the_framework() throws Exception {
        FrameworkFixture fixture = new FrameworkFixture(state);
        fixture.trackers.start(new PackageSource("opens", object("engine_opens_2"), "test"), StartOptions.none());
        fixture.close();
        for (String file : List.of("trackers.json", "trackers.json.copy")) {
            Files.delete(state.resolve(file));
        }
        PackageSource old = new PackageSource("opens", object("engine_opens"), "");
        Files.write(state.resolve("packages/opens.jar"),
                new NewPackage(TrackerPackages.parse(old, "opens"), old).jar(StartOptions.none()));
        Files.createFile(state.resolve("packages/opens.jar.next"));
        Files.writeString(state.resolve("trackers.json"), """
                {"format": 1, "next": 4, "trackers": [{"location": "eunomia:tracker/opens", "id": 3, "origin": "my program",
                 "stopped": false, "options": {"name": "", "args": {}, "attach": {}, "exports": []}}]}""");
        fixture = new FrameworkFixture(state);
        try {
            assertThat(fixture.trackers.trackers()).extracting(FormerStateTest::line).containsExactly(
                    "3 opens RUNNING " + Origin.EMBEDDED + " {}");
            byte[] held = TrackerPackages.read(fixture.framework.getBundleContext().getBundle(
                    fixture.trackers.tracker(3).bundleId())).object();
            assertThat(Arrays.equals(held, object("engine_opens_2"))).isTrue();
        } finally {
            fixture.close();
        }
    }

    private static String line(Tracker tracker) {
        return tracker.id() + " " + tracker.name() + " " + tracker.state() + " " + tracker.origin() + " "
                + tracker.options().arguments();
    }

    private static byte[] object(String name) throws IOException {
        try (InputStream in = FormerStateTest.class.getResourceAsStream("/bpf/" + name + ".bpf.o")) {
            return in.readAllBytes();
        }
    }
}
