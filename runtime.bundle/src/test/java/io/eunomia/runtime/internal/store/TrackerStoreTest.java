package io.eunomia.runtime.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eunomia.runtime.KeptPackage;
import io.eunomia.runtime.Origin;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.StartOptions.ExportRequest;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.internal.store.TrackerRecord.Mark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrackerStoreTest {
    private static final StartOptions OPTIONS = new StartOptions("", Map.of("pid", "1"), Map.of("p", "eth0"),
            List.of(new ExportRequest("file", Map.of("path", "/tmp/x"))));
    private static final StartOptions ALL = OPTIONS.withAttach(Map.of("p", List.of("eth0", "lo")))
            .withoutPrograms(List.of("q")).withLenient(true).withTables(List.of("counts")).withHistograms(List.of("hists:slots")).withStacks(List.of("calls:tgid")).withPersist(true).withMaps(Map.of("rb.max_entries", "64k"));

    @TempDir
    private Path folder;

    private static TrackerRecord record(String location, StartOptions options) {
        return TrackerRecord.of(location, "", Origin.HTTP, "test", options);
    }

    private static KeptPackage kept(String digest, byte[] content) {
        return new KeptPackage(digest, "1", Instant.EPOCH, content.length);
    }

    @Test
    void what_was_said_is_read_again() {
        Path file = folder.resolve("state/trackers.json");
        TrackerStore store = new TrackerStore(file);
        store.add(record("a", OPTIONS));
        store.add(TrackerRecord.of("b", "bb", Origin.builtIn("bb"), "built-in", StartOptions.none()));
        store.remove("a");
        store.change("b", tracker -> tracker.with(OPTIONS));
        store.stopped("b", true);
        TrackerStore again = new TrackerStore(file);
        assertThat(again.find("a")).isEmpty();
        assertThat(again.find("b")).isEqualTo(store.find("b"));
        assertThat(again.find("b").orElseThrow()).isEqualTo(new TrackerRecord(2, "b", "bb", Origin.builtIn("bb"), "built-in",
                OPTIONS, true, Mark.NONE, "", List.of(), Optional.empty()));
        assertThat(again.add(record("c", StartOptions.none())).id()).isEqualTo(3);
    }

    @Test
    void every_option_survives_and_a_file_that_knows_fewer_is_read() throws Exception {
        Path file = folder.resolve("trackers.json");
        new TrackerStore(file).add(record("a", ALL));
        assertThat(new TrackerStore(file).find("a").orElseThrow().options()).isEqualTo(ALL);
        Files.writeString(file, """
                {"format": 1, "next": 2, "trackers": [{"location": "a", "id": 1, "origin": "test", "stopped": false,
                 "options": {"name": "", "args": {"pid": "1"}, "attach": {"p": "eth0"},
                  "exports": [{"handler": "file", "args": {"path": "/tmp/x"}}]}}]}""");
        assertThat(new TrackerStore(file).find("a").orElseThrow().options()).isEqualTo(OPTIONS);
    }

    @Test
    void a_former_release_tells_origins_in_words() throws Exception {
        Files.writeString(folder.resolve("configured.properties"), "/etc/eunomia/conf.json=1-2-3\n");
        Files.writeString(folder.resolve("trackers.json"), """
                {"format": 1, "next": 9, "trackers": [%s]}""".formatted(String.join(",", former(1, "builtin:process", "built-in"),
                former(2, "eunomia:tracker/seen", "watched /srv/seen.json"), former(3, "eunomia:tracker/sent", "http 127.0.0.1"),
                former(4, "eunomia:tracker/conf", "/etc/eunomia/conf.json"), former(5, "eunomia:tracker/typed", "shell root"),
                former(6, "file:/opt/own.jar", "file:/opt/own.jar"), former(7, "eunomia:tracker/inside", "my program"))));
        assertThat(new TrackerStore(folder.resolve("trackers.json")).records()).extracting(TrackerRecord::origin)
                .containsExactly(Origin.builtIn("process"), Origin.watched(Path.of("/srv/seen.json")), Origin.HTTP,
                        Origin.configured("/etc/eunomia/conf.json"), Origin.SHELL, Origin.bundle("file:/opt/own.jar"),
                        Origin.EMBEDDED);
    }

    private static String former(int id, String location, String origin) {
        return """
                {"location": "%s", "id": %d, "origin": "%s", "stopped": false,
                 "options": {"name": "", "args": {}, "attach": {}, "exports": []}}""".formatted(location, id, origin);
    }

    @Test
    void a_package_lies_there_once_for_as_long_as_a_tracker_has_or_had_it() {
        TrackerStore store = new TrackerStore(folder.resolve("trackers.json"));
        byte[][] contents = new byte[8][];
        for (int i = 0; i < contents.length; i++) {
            contents[i] = new byte[] {(byte) i};
            String digest = store.packages().hold(contents[i]);
            KeptPackage kept = kept(digest, contents[i]);
            if (i == 0) {
                store.add(record("a", OPTIONS).having(kept));
                store.add(record("b", OPTIONS).having(kept));
            } else {
                store.change("a", tracker -> tracker.having(kept));
            }
            store.packages().release(digest);
        }
        assertThat(folder.resolve("packages").toFile().list()).as("five of a and the one of b").hasSize(6);
        assertThat(store.find("a").orElseThrow().packages()).extracting(KeptPackage::sha256).containsExactly(
                PackageDigest.of(contents[7]), PackageDigest.of(contents[6]), PackageDigest.of(contents[5]),
                PackageDigest.of(contents[4]), PackageDigest.of(contents[3]));
        TrackerStore again = new TrackerStore(folder.resolve("trackers.json"));
        assertThat(again.records()).isEqualTo(store.records());
        again.remove("a");
        assertThat(folder.resolve("packages").toFile().list()).containsExactly(PackageDigest.of(contents[0]));
        again.remove("b");
        assertThat(folder.resolve("packages")).isEmptyDirectory();
    }

    @Test
    void a_damaged_package_is_none() throws Exception {
        TrackerStore store = new TrackerStore(folder.resolve("trackers.json"));
        String digest = store.packages().hold(new byte[] {1, 2});
        assertThat(store.packages().read(digest)).contains(new byte[] {1, 2});
        Files.write(store.packages().file(digest), new byte[] {1, 3});
        assertThat(store.packages().read(digest)).isEmpty();
        store.packages().hold(new byte[] {1, 2});
        assertThat(store.packages().read(digest)).as("sent again").isPresent();
    }

    @Test
    void what_is_being_installed_is_not_written() {
        TrackerStore store = new TrackerStore(folder.resolve("trackers.json"));
        store.add(record("a", OPTIONS));
        store.begin(record("b", OPTIONS));
        store.change("a", tracker -> tracker.with(ALL));
        assertThat(new TrackerStore(folder.resolve("trackers.json")).find("b")).isEmpty();
        store.mark("b", Mark.NONE);
        assertThat(new TrackerStore(folder.resolve("trackers.json")).find("b")).isPresent();
    }

    /** A folder in the place of the file to be written stands for a disk that takes nothing more. */
    @Test
    void what_cannot_be_written_has_not_happened() throws Exception {
        TrackerStore store = new TrackerStore(folder.resolve("trackers.json"));
        store.add(record("a", StartOptions.none()));
        Files.createDirectories(folder.resolve("trackers.json.new/full"));
        assertThatThrownBy(() -> store.add(record("b", StartOptions.none())))
                .isInstanceOf(TrackerException.class).hasMessageContaining("trackers.json cannot be written");
        assertThatThrownBy(() -> store.change("a", tracker -> tracker.with(OPTIONS))).isInstanceOf(TrackerException.class);
        assertThat(store.find("b")).isEmpty();
        assertThat(store.find("a").orElseThrow().options()).isEqualTo(StartOptions.none());
        store.remove("a");
        Files.delete(folder.resolve("trackers.json.new/full"));
        Files.delete(folder.resolve("trackers.json.new"));
        assertThat(store.add(record("b", StartOptions.none())).id()).isEqualTo(2);
    }
}
