package io.eunomia.runtime.internal.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.StartOptions.ExportRequest;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.TrackerStats.SubscriberLedger;
import io.eunomia.runtime.event.EventFormat;
import io.eunomia.runtime.event.EventFormats;
import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.export.Export;
import io.eunomia.runtime.internal.decode.TestObject;
import io.eunomia.runtime.internal.format.CsvFormat;
import io.eunomia.runtime.internal.format.JsonFormat;
import io.eunomia.runtime.internal.format.PlainTextFormat;
import io.eunomia.runtime.internal.stream.FedHub;
import io.eunomia.testkit.Await;
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
    private static final EventFormats FORMATS = new EventFormats() {
        @Override
        public List<EventFormat> all() {
            return List.of(new JsonFormat(), new CsvFormat(), new PlainTextFormat());
        }

        @Override
        public EventFormat get(String name) {
            return find(name).orElseThrow();
        }
    };

    @TempDir
    Path folder;

    private Export open(Map<String, String> settings) {
        return new FileHandler(FORMATS).open(Exporting.tracker("opens"), settings);
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
            assertThat(lines.get(0)).isEqualTo("@notice,@timestamp,@stream,@sequence,pid,code,path");
            lines.stream().skip(1).map(line -> line.split(",")[4]).forEach(seen::add);
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
    void a_line_that_a_killed_process_has_cut_off_spoils_no_other() throws IOException {
        Path file = folder.resolve("events.json");
        Map<String, String> settings = Map.of("path", file.toString());
        try (Export export = open(settings)) {
            write(export, 0, 2);
        }
        String whole = Files.readString(file);
        Files.writeString(file, whole.substring(0, whole.length() - 20));
        try (Export export = open(settings)) {
            export.notice(new Notice.Missed(-1));
            write(export, 2, 3);
        }
        assertThat(Files.readAllLines(file)).hasSize(4).filteredOn(line -> line.endsWith("}")).hasSize(3);
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
        try (FullDisk disk = new FullDisk(folder.resolve("disk"))) {
            Path file = disk.folder().resolve("events");
            Export export = open(Map.of("path", file.toString(), "flush_interval", "0ms"));
            write(export, 0, 3);
            assertThatThrownBy(export::flush).isInstanceOf(IOException.class)
                    .hasMessage("opens: cannot write " + file + ": No space left on device; 3 events lost so far");
            write(export, 3, 4);
            assertThatThrownBy(export::close).hasMessageContaining("4 events lost so far");
            assertThat(export.arrivals()).contains(new Export.Arrivals(0, 4));
        }
    }

    @Test
    void what_a_full_disk_costs_stands_in_the_ledger_and_not_as_delivered() throws IOException {
        FedHub hub = new FedHub(Exporting.SCHEMA);
        try (FullDisk disk = new FullDisk(folder.resolve("disk")); ExportPump pump = new ExportPump("opens/file",
                hub.subscribe("file", 1 << 16), open(Map.of("path", disk.folder().resolve("events").toString(),
                        "flush_interval", "50ms")))) {
            for (int i = 0; i < 20; i++) {
                hub.publish(0, Exporting.record(i, "lost"));
            }
            Await.until("the loss", () -> hub.ledgers().get(0).dropped() == 20);
            assertThat(hub.ledgers()).containsExactly(new SubscriberLedger("file", 20, 0, 20, 0));
            disk.free();
            hub.publish(0, Exporting.record(20, "kept"));
            Await.until("the next event", () -> hub.ledgers().get(0).delivered() == 1);
            assertThat(hub.ledgers()).containsExactly(new SubscriberLedger("file", 21, 1, 20, 0));
            assertThat(pump.lost()).isEqualTo(20);
        }
    }

    @Test
    void what_waits_for_the_flush_interval_is_pending() {
        FedHub hub = new FedHub(Exporting.SCHEMA);
        try (ExportPump pump = new ExportPump("opens/file", hub.subscribe("file", 1 << 16),
                open(Map.of("path", folder.resolve("events").toString(), "flush_interval", "1h")))) {
            hub.publish(0, Exporting.record(1, "held"), Exporting.record(2, "held"));
            assertThat(hub.ledgers()).containsExactly(new SubscriberLedger("file", 2, 0, 0, 2));
            hub.end();
            Await.until("the end", pump::ended);
            assertThat(pump.lost()).isZero();
        }
        assertThat(folder.resolve("events")).content().hasLineCount(3);
    }

    @Test
    void it_goes_on_when_the_destination_works_again() throws IOException {
        Path blocked = folder.resolve("blocked");
        Path file = blocked.resolve("events.json");
        FedHub hub = new FedHub(Exporting.SCHEMA);
        try (ExportPump pump = new ExportPump("opens/file", hub.subscribe("file", 1 << 16),
                open(Map.of("path", file.toString(), "flush_interval", "1ms")))) {
            Files.writeString(blocked, "a file where a folder should be");
            hub.publish(0, Exporting.record(1, "lost"));
            Await.until("a failure", () -> pump.failures() > 0);
            assertThat(pump.lastFailure()).contains(file.toString()).contains("1 events lost");
            Files.delete(blocked);
            hub.publish(0, Exporting.record(2, "kept"));
            Await.until("the file", () -> Files.exists(file));
        }
        assertThat(Files.readAllLines(file)).singleElement().asString().contains("\"path\":\"kept\"");
    }

    /** What can never be written is refused at the start, not told with the first events. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "mkdir @; is a folder, and only regular files are written",
        "mkfifo @; is a named pipe, and only regular files are written",
        "ln -s /dev/full @; is a device, and only regular files are written",
        "ln -s nowhere @; is a symbolic link to nothing",
        "ln -s path @; is a symbolic link to nothing"})
    void a_path_that_can_never_be_written_is_refused(String made, String problem) throws Exception {
        Path path = folder.resolve("path");
        assertThat(new ProcessBuilder(made.replace("@", path.toString()).split(" ")).start().waitFor()).isZero();
        refused(path, path + " " + problem);
    }

    @Test
    void a_path_that_cannot_exist_is_refused() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        refused(file.resolve("below"), file + " is no folder");
        refused(folder.resolve("n".repeat(254)), "a name in it is longer than 253 bytes, with room for \".3\" of old files");
        refused(folder.resolve("n".repeat(300)).resolve("x"), "a name in it is longer than 255 bytes");
        refused(folder.resolve("/nnnnnnnnn".repeat(500)), "the path is longer than the 4095 bytes that Linux takes");
    }

    private void refused(Path path, String problem) {
        assertThatThrownBy(() -> open(Map.of("path", path.toString())))
                .isInstanceOfSatisfying(TrackerException.class, e -> {
                    assertThat(e.failure().kind()).isEqualTo(FailureKind.BAD_REQUEST);
                    assertThat(e.failure().hint()).isEqualTo(problem);
                });
    }

    @Test
    void a_pipe_that_comes_to_stand_there_later_is_not_written_to() throws Exception {
        Path path = folder.resolve("path");
        FedHub hub = new FedHub(Exporting.SCHEMA);
        try (ExportPump pump = new ExportPump("opens/file", hub.subscribe("file", 1 << 16),
                open(Map.of("path", path.toString(), "flush_interval", "1ms")))) {
            assertThat(new ProcessBuilder("mkfifo", path.toString()).start().waitFor()).isZero();
            hub.publish(0, Exporting.record(1, "lost"));
            Await.until("the loss", () -> hub.ledgers().get(0).dropped() == 1);
            assertThat(pump.lastFailure()).contains(path + ": it is a named pipe");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "format=xml; export handler file: setting format cannot be \"xml\"",
        "max_bytes=many; export handler file: setting max_bytes cannot be \"many\"",
        "max_bytes=9999999999g; export handler file: setting max_bytes cannot be \"9999999999g\"",
        "rotate=10m,max_bytes=1; export handler file: setting rotate cannot be \"10m\"",
        "rotate=10 minutes; export handler file: setting rotate cannot be \"10 minutes\"",
        "keep=-1; export handler file: setting keep cannot be \"-1\"",
        "flush_interval=5; export handler file: setting flush_interval cannot be \"5\"",
        "colour=red; export handler file has no setting \"colour\"",
        "path=; export handler file: setting path cannot be \"\""})
    void faulty_settings_are_named(String setting, String message) {
        Map<String, String> settings = new HashMap<>(Map.of("path", folder.resolve("x").toString()));
        settings.putAll(ExportRequest.parse("file:" + setting).get(0).arguments());
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
            export.notice(new Notice.Ended(Notice.End.STOPPED, "done"));
            export.flush();
        }
        assertThat(logged).hasSize(2);
        assertThat(logged.getFirst().getLevel()).isEqualTo(Level.WARN);
        assertThat(logged.getFirst().getMessage()).startsWith("{\"@timestamp\":").endsWith("\"pid\":7}");
        assertThat(logged.getLast().getMessage()).isEqualTo("{\"@notice\":\"ended\",\"reason\":\"stopped\",\"text\":\"done\"}");
        assertThatThrownBy(() -> new LogHandler().open(Exporting.tracker("opens"), Map.of("level", "loud")))
                .hasMessage("export handler log: setting level cannot be \"loud\"");
    }
}
