package io.eunomia.runtime.internal.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.export.Export;
import io.eunomia.runtime.internal.decode.TestObject;
import io.eunomia.runtime.internal.format.JsonFormat;
import io.eunomia.runtime.internal.stream.FedHub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.event.Level;
import org.slf4j.event.SubstituteLoggingEvent;
import org.slf4j.helpers.SubstituteLogger;

/** The handlers {@code file} and {@code log}. */
class FileHandlerTest {
    @TempDir
    Path folder;

    private Export open(Map<String, String> settings) {
        return new FileHandler().open(Exporting.tracker("opens"), settings);
    }

    private static void write(Export export, int from, int to) {
        for (int pid = from; pid < to; pid++) {
            export.event(TestObject.view(Exporting.SCHEMA, Exporting.record(pid, "/some/path")));
        }
    }

    @Test
    void rotates_before_the_bound_is_passed_and_each_file_has_its_titles() throws IOException {
        Path file = folder.resolve("deep/er/events.csv");
        try (Export export = open(Map.of("path", file.toString(), "format", "csv", "max_bytes", "4k", "keep", "2"))) {
            write(export, 0, 200);
        }
        List<String> seen = new ArrayList<>();
        for (String name : List.of("events.csv.2", "events.csv.1", "events.csv")) {
            Path one = file.resolveSibling(name);
            assertThat(Files.size(one)).isLessThanOrEqualTo(4096);
            List<String> lines = Files.readAllLines(one);
            assertThat(lines.get(0)).isEqualTo("@timestamp,@stream,@sequence,pid,code,path");
            lines.stream().skip(1).map(line -> line.split(",")[3]).forEach(seen::add);
        }
        assertThat(file.resolveSibling("events.csv.3")).doesNotExist();
        int first = Integer.parseInt(seen.get(0));
        assertThat(seen).hasSize(200 - first);
        for (int i = 0; i < seen.size(); i++) {
            assertThat(seen.get(i)).isEqualTo(Integer.toString(first + i));
        }
    }

    @Test
    void an_existing_file_is_continued_without_new_titles() throws IOException {
        Path file = folder.resolve("events.csv");
        Map<String, String> settings = Map.of("path", file.toString(), "format", "csv");
        for (int run = 0; run < 2; run++) {
            try (Export export = open(settings)) {
                write(export, run, run + 1);
                export.notice(new Notice.Dropped(1));
            }
        }
        assertThat(Files.readAllLines(file)).hasSize(5).filteredOn(line -> line.startsWith("@")).hasSize(1);
    }

    @Test
    void nothing_is_written_before_the_flush_interval_is_over() throws IOException {
        Path file = folder.resolve("events.json");
        try (Export export = open(Map.of("path", file.toString(), "flush_interval", "1h"))) {
            write(export, 0, 1);
            export.flush();
            assertThat(file).doesNotExist();
        }
        assertThat(Files.readAllLines(file)).hasSize(1);
        try (Export export = open(Map.of("path", file.toString(), "flush_interval", "0ms"))) {
            write(export, 1, 2);
            export.flush();
            assertThat(Files.readAllLines(file)).hasSize(2);
        }
    }

    @Test
    void a_full_disk_is_told_with_what_it_costs() throws IOException {
        Export export = open(Map.of("path", "/dev/full", "flush_interval", "0ms"));
        write(export, 0, 3);
        assertThatThrownBy(export::flush).isInstanceOf(IOException.class)
                .hasMessage("opens: cannot write /dev/full: No space left on device; 3 events lost so far");
        write(export, 3, 4);
        assertThatThrownBy(export::close).hasMessageContaining("4 events lost so far");
    }

    @Test
    void it_goes_on_when_the_destination_works_again() throws IOException {
        Path blocked = Files.writeString(folder.resolve("blocked"), "a file where a folder should be");
        Path file = blocked.resolve("events.json");
        FedHub hub = new FedHub(Exporting.SCHEMA);
        try (ExportPump pump = new ExportPump("opens/file", hub.subscribe("file", 1 << 16),
                open(Map.of("path", file.toString(), "flush_interval", "1ms")))) {
            hub.publish(0, Exporting.record(1, "lost"));
            Exporting.await("a failure", () -> pump.failures() > 0);
            assertThat(pump.lastFailure()).contains(file.toString()).contains("1 events lost");
            Files.delete(blocked);
            hub.publish(0, Exporting.record(2, "kept"));
            Exporting.await("the file", () -> Files.exists(file));
        }
        assertThat(Files.readAllLines(file)).singleElement().asString().contains("\"path\":\"kept\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "format=xml; export handler file: setting format cannot be \"xml\"",
        "max_bytes=many; export handler file: setting max_bytes cannot be \"many\"",
        "max_bytes=9999999999g; export handler file: setting max_bytes cannot be \"9999999999g\"",
        "keep=-1; export handler file: setting keep cannot be \"-1\"",
        "flush_interval=5; export handler file: setting flush_interval cannot be \"5\"",
        "colour=red; export handler file has no setting \"colour\"",
        "path=; export handler file: setting path cannot be \"\""})
    void faulty_settings_are_named(String setting, String message) {
        String[] parts = setting.split("=", 2);
        Map<String, String> settings = new HashMap<>(Map.of("path", folder.resolve("x").toString()));
        settings.put(parts[0], parts[1]);
        assertThatThrownBy(() -> open(settings)).isInstanceOf(TrackerException.class).hasMessage(message);
        assertThat(folder.resolve("x")).doesNotExist();
    }

    @Test
    void the_log_gets_a_line_per_event() {
        Deque<SubstituteLoggingEvent> logged = new ArrayDeque<>();
        SubstituteLogger logger = new SubstituteLogger("eunomia.events.opens", logged, false);
        try (LogHandler.LogExport export = new LogHandler.LogExport(logger, Level.WARN,
                new JsonFormat().newWriter(List.of(Exporting.SCHEMA), List.of("pid")))) {
            write(export, 7, 8);
            export.notice(new Notice.Ended("done"));
            export.flush();
        }
        assertThat(logged).hasSize(2);
        assertThat(logged.getFirst().getLevel()).isEqualTo(Level.WARN);
        assertThat(logged.getFirst().getMessage()).startsWith("{\"@timestamp\":").endsWith("\"pid\":7}");
        assertThat(logged.getLast().getMessage()).isEqualTo("{\"@notice\":\"ended\",\"text\":\"done\"}");
        assertThatThrownBy(() -> new LogHandler().open(Exporting.tracker("opens"), Map.of("level", "loud")))
                .hasMessage("export handler log: setting level cannot be \"loud\"");
    }
}
