package io.eunomia.runtime.internal.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.runtime.Origin;
import io.eunomia.runtime.PackageSource;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.TrackerState;
import io.eunomia.runtime.UpdateOptions;
import io.eunomia.runtime.internal.manager.FrameworkFixture;
import io.eunomia.runtime.internal.store.PackageDigest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The watched folder without looking at it: what a look would find is said by the test. */
@Tag("kernel")
class FileTrackersTest {
    @TempDir
    private Path state;
    @TempDir
    private Path folder;
    private FrameworkFixture fixture;
    private FileTrackers files;

    @BeforeEach
    void start() throws Exception {
        fixture = new FrameworkFixture(state);
        files = new FileTrackers(fixture.manager(), false);
    }

    @AfterEach
    void stop() throws Exception {
        fixture.close();
    }

    @Test
    void packages_are_told_from_what_else_lies_in_a_folder() {
        assertThat(List.of("a.json", "a.bpf.o", "a-1.0.jar")).allMatch(FileTrackers::accepts);
        assertThat(List.of("a.o", "a.json.error", ".a.json", "a.json~", "a.json.tmp", "readme")).noneMatch(
                FileTrackers::accepts);
    }

    /** Such a name would be a line of its own in logs and lists. */
    @Test
    void a_file_whose_name_cannot_be_printed_is_refused_and_told() throws IOException {
        for (String name : List.of("new\nline.bpf.o", "cr\rx.json", "tab\tb.jar", "esc\u001b[2J.bpf.o", "del\u007f.bpf.o",
                "\n.bpf.o")) {
            assertThat(FileTrackers.accepts(name)).as(name).isTrue();
            Path file = put(name, object("engine_opens"));
            apply(file);
            assertThat(fixture.manager().trackers()).isEmpty();
            assertThat(folder.resolve(name + ".error")).content().contains("a character that cannot be printed");
        }
    }

    @Test
    void a_file_is_started_updated_and_removed() throws IOException {
        Path file = put("opens.bpf.o", object("engine_opens"));
        apply(file);
        assertThat(only().name()).isEqualTo("opens");
        assertThat(only().source()).isEqualTo("watched " + file);
        assertThat(only().state()).isEqualTo(TrackerState.RUNNING);

        put("opens.bpf.o", object("engine_opens_2"));
        apply(file);
        assertThat(only().updates()).hasSize(1);
        assertThat(only().updates().get(0).lost()).isZero();

        Files.delete(file);
        files.remove(file);
        assertThat(fixture.manager().trackers()).isEmpty();
    }

    @Test
    void a_file_that_was_only_touched_updates_nothing() throws IOException {
        Path file = put("opens.bpf.o", object("engine_opens"));
        apply(file);
        apply(file);
        assertThat(only().updates()).isEmpty();
    }

    @Test
    void json_names_its_tracker_and_keeps_it_when_the_name_in_the_file_changes() throws IOException {
        Path file = put("some.json", json("first", "engine_opens"));
        apply(file);
        assertThat(only().name()).isEqualTo("first");
        put("some.json", json("second", "engine_opens_2"));
        apply(file);
        assertThat(only().name()).isEqualTo("first");
        assertThat(only().updates()).hasSize(1);
    }

    @Test
    void a_refused_file_says_why_beside_it_until_it_is_mended() throws IOException {
        Path file = put("opens.bpf.o", object("engine_refused"));
        apply(file);
        assertThat(fixture.manager().trackers()).isEmpty();
        assertThat(error(file)).content().contains("the pointer may be NULL here", "verifier log:");

        put("opens.bpf.o", object("engine_opens"));
        apply(file);
        assertThat(error(file)).doesNotExist();
        assertThat(only().state()).isEqualTo(TrackerState.RUNNING);
    }

    @Test
    void half_a_file_leaves_the_running_version_and_the_rest_of_it_mends() throws IOException {
        byte[] next = object("engine_opens_2");
        Path file = put("opens.bpf.o", object("engine_opens"));
        apply(file);
        put("opens.bpf.o", Arrays.copyOf(next, next.length / 2));
        apply(file);
        assertThat(only().state()).isEqualTo(TrackerState.RUNNING);
        assertThat(only().updates()).isEmpty();
        assertThat(error(file)).isNotEmptyFile();

        put("opens.bpf.o", next);
        apply(file);
        assertThat(only().updates()).hasSize(1);
        assertThat(error(file)).doesNotExist();
    }

    @Test
    void a_name_that_another_tracker_has_is_an_error_that_names_it() throws IOException {
        fixture.manager().start(new PackageSource("opens", object("engine_opens"), "test"), StartOptions.none());
        fixture.manager().stop(1);
        Path file = put("opens.bpf.o", object("engine_opens_2"));
        apply(file);
        assertThat(error(file)).content().contains("\"opens\" exists already, as 1 (test)", "hint: give the package another name");
        assertThat(only().state()).isEqualTo(TrackerState.STOPPED);

        Files.delete(file);
        files.remove(file);
        assertThat(error(file)).doesNotExist();
        assertThat(only().source()).isEqualTo("test");
    }

    @Test
    void a_file_gets_the_name_when_the_other_tracker_goes() throws IOException {
        fixture.manager().start(new PackageSource("opens", object("engine_opens"), "test"), StartOptions.none());
        Path file = put("opens.bpf.o", object("engine_opens_2"));
        apply(file);
        assertThat(error(file)).exists();
        files.retryRefused();
        assertThat(only().source()).isEqualTo("test");

        fixture.manager().uninstall(1);
        files.retryRefused();
        assertThat(error(file)).doesNotExist();
        assertThat(only().source()).isEqualTo("watched " + file);
    }

    @Test
    void the_tracker_tells_of_the_bad_file_until_a_good_one_is_there() throws IOException {
        Path file = put("opens.bpf.o", object("engine_opens"));
        apply(file);
        put("opens.bpf.o", object("engine_refused"));
        apply(file);
        assertThat(only().failedUpdate().orElseThrow().failure().message()).contains("the pointer may be NULL here");
        put("opens.bpf.o", object("engine_opens"));
        apply(file);
        assertThat(only().failedUpdate()).isEmpty();
        assertThat(error(file)).doesNotExist();
    }

    @Test
    void a_stopped_tracker_takes_the_new_file_and_stays_stopped() throws IOException {
        Path file = put("opens.bpf.o", object("engine_opens"));
        apply(file);
        fixture.manager().stop(1);
        put("opens.bpf.o", object("engine_opens_2"));
        apply(file);
        assertThat(only().state()).isEqualTo(TrackerState.STOPPED);
        assertThat(only().updates()).hasSize(1);
    }

    @Test
    void after_a_restart_only_what_changed_meanwhile_is_done() throws Exception {
        Path same = put("same.bpf.o", object("engine_opens"));
        Path changed = put("changed.bpf.o", object("engine_opens"));
        Path gone = put("gone.bpf.o", object("engine_opens"));
        List.of(same, changed, gone).forEach(this::apply);
        put("changed.bpf.o", object("engine_opens_2"));
        Files.delete(gone);
        stop();
        start();
        files.removeVanished();
        List.of(same, changed).forEach(this::apply);
        assertThat(fixture.manager().trackers()).extracting(t -> t.id() + " " + t.name() + " " + t.updates().size()
                + " " + t.state()).containsExactly("1 same 0 RUNNING", "2 changed 1 RUNNING");
    }

    /** Somebody rolled it back, or gave it something else by another face: only a change of the file counts. */
    @Test
    void what_was_done_to_the_tracker_stays_until_the_file_changes() throws Exception {
        Path file = put("opens.bpf.o", object("engine_opens"));
        apply(file);
        put("opens.bpf.o", object("engine_opens_2"));
        apply(file);
        fixture.manager().rollback(only().id(), "", UpdateOptions.keep());
        apply(file);
        stop();
        start();
        apply(file);
        assertThat(only().updates()).isEmpty();
        assertThat(only().history().get(0).sha256()).isEqualTo(PackageDigest.of(object("engine_opens")));
        put("opens.bpf.o", object("engine_opens"));
        apply(file);
        put("opens.bpf.o", object("engine_opens_2"));
        apply(file);
        assertThat(only().history().get(0).sha256()).isEqualTo(PackageDigest.of(object("engine_opens_2")));
    }

    @Test
    void a_folder_that_adopts_takes_the_name_and_hot_updates() throws Exception {
        fixture.manager().start(new PackageSource("opens", object("engine_opens"), "test"), StartOptions.none());
        Path file = put("opens.bpf.o", object("engine_opens_2"));
        files = new FileTrackers(fixture.manager(), true);
        apply(file);
        assertThat(error(file)).doesNotExist();
        assertThat(only().origin()).isEqualTo(Origin.watched(file));
        assertThat(only().source()).isEqualTo("watched " + file);
        assertThat(only().updates()).hasSize(1);
        apply(file);
        assertThat(only().updates()).hasSize(1);
        stop();
        start();
        assertThat(only().origin()).isEqualTo(Origin.watched(file));
    }

    private void apply(Path file) {
        try {
            files.apply(file, Look.at(folder, file));
        } catch (java.nio.file.NoSuchFileException e) {
            throw new AssertionError(e);
        }
    }

    private Tracker only() {
        assertThat(fixture.manager().trackers()).hasSize(1);
        return fixture.manager().trackers().get(0);
    }

    private Path put(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    private static Path error(Path file) {
        return file.resolveSibling(file.getFileName() + ".error");
    }

    private static byte[] json(String name, String object) {
        return ("{\"eunomia\":1,\"name\":\"" + name + "\",\"data\":\"" + Base64.getEncoder().encodeToString(
                object(object)) + "\"}").getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    private static byte[] object(String name) {
        try (InputStream in = FileTrackersTest.class.getResourceAsStream("/bpf/" + name + ".bpf.o")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(name, e);
        }
    }
}
