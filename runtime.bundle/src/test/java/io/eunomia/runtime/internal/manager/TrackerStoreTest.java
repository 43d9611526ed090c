package io.eunomia.runtime.internal.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.StartOptions.ExportRequest;
import io.eunomia.runtime.TrackerException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrackerStoreTest {
    private static final StartOptions OPTIONS = new StartOptions("", Map.of("pid", "1"), Map.of("p", "eth0"),
            List.of(new ExportRequest("file", Map.of("path", "/tmp/x"))));
    private static final StartOptions ALL = OPTIONS.withAttach(Map.of("p", List.of("eth0", "lo")))
            .withoutPrograms(List.of("q")).withLenient(true).withMaps(Map.of("rb.max_entries", "64k"));

    @TempDir
    private Path folder;

    @Test
    void what_was_said_is_read_again() {
        Path file = folder.resolve("state/trackers.json");
        TrackerStore store = new TrackerStore(file);
        store.add("a", "test", OPTIONS);
        store.add("b", "built-in", StartOptions.none());
        store.remove("a");
        store.options("b", OPTIONS);
        TrackerStore again = new TrackerStore(file);
        assertThat(again.find("a")).isEmpty();
        assertThat(again.find("b")).contains(new TrackerStore.Entry(2, "built-in", OPTIONS, false));
        assertThat(again.add("c", "", StartOptions.none()).id()).isEqualTo(3);
    }

    @Test
    void every_option_survives_and_a_file_that_knows_fewer_is_read() throws Exception {
        Path file = folder.resolve("trackers.json");
        new TrackerStore(file).add("a", "test", ALL);
        assertThat(new TrackerStore(file).find("a").orElseThrow().options()).isEqualTo(ALL);
        Files.writeString(file, """
                {"format": 1, "next": 2, "trackers": [{"location": "a", "id": 1, "origin": "test", "stopped": false,
                 "options": {"name": "", "args": {"pid": "1"}, "attach": {"p": "eth0"},
                  "exports": [{"handler": "file", "args": {"path": "/tmp/x"}}]}}]}""");
        assertThat(new TrackerStore(file).find("a").orElseThrow().options()).isEqualTo(OPTIONS);
    }

    /** A folder in the place of the file to be written stands for a disk that takes nothing more. */
    @Test
    void what_cannot_be_written_has_not_happened() throws Exception {
        TrackerStore store = new TrackerStore(folder.resolve("trackers.json"));
        store.add("a", "test", StartOptions.none());
        Files.createDirectory(folder.resolve("trackers.json.new"));
        assertThatThrownBy(() -> store.add("b", "test", StartOptions.none()))
                .isInstanceOf(TrackerException.class).hasMessageContaining("trackers.json cannot be written");
        assertThatThrownBy(() -> store.options("a", OPTIONS)).isInstanceOf(TrackerException.class);
        assertThat(store.find("b")).isEmpty();
        assertThat(store.find("a").orElseThrow().options()).isEqualTo(StartOptions.none());
        store.remove("a");
        Files.delete(folder.resolve("trackers.json.new"));
        assertThat(store.add("b", "test", StartOptions.none()).id()).isEqualTo(2);
    }
}
