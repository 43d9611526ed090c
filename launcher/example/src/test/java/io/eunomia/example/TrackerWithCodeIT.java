package io.eunomia.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eunomia.launcher.embed.Eunomia;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.StartOptions.ExportRequest;
import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.event.EventFormat;
import io.eunomia.runtime.event.SubscriptionOptions;
import io.eunomia.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A tracker of somebody else's, on the class path, brings an export handler, a format and an enricher. */
@Tag("kernel")
@Timeout(120)
class TrackerWithCodeIT {
    @TempDir
    private Path folder;

    @Test
    void its_export_handler_its_format_and_its_enricher_serve_an_embedding_program() throws Exception {
        Path folders = folder.resolve("folders");
        Path lines = folder.resolve("lines");
        try (Eunomia eunomia = Eunomia.builder().start()) {
            assertThatThrownBy(() -> eunomia.formats().get("logfmt")).isInstanceOf(TrackerException.class)
                    .hasMessageContaining("logfmt");
            Tracker opens = eunomia.start("opens", StartOptions.none()
                    .withArguments(Map.of("target_pid", Long.toString(ProcessHandle.current().pid())))
                    .withExports(List.of(new ExportRequest("folders", Map.of("path", folders.toString())),
                            new ExportRequest("file", Map.of("path", lines.toString(), "format", "logfmt",
                                    "enrich", "host", "flush_interval", "100ms")))));
            Await.until("both exports", () -> open("/nowhere/in/particular") && read(folders).contains(" /nowhere/in\n")
                    && read(lines).matches("(?s).*path=\"/nowhere/in/particular\" host=.*"));
            assertThat(opens.addable(opens.streams().get(0))).contains("executable", "host");
            Collector<Located> located = new Collector<>(1);
            eunomia.events(opens, Located.class, SubscriptionOptions.all("test")
                    .enriched(new SubscriptionOptions.Enrich(List.of("executable", "host"), List.of()))).subscribe(located);
            Await.until("an event with its executable", () -> open("/nowhere/else") && !located.events.isEmpty());
            assertThat(located.events.get(0).executable()).endsWith("/java");
            assertThat(located.events.get(0).host()).isEqualTo(read(Path.of("/proc/sys/kernel/hostname")).strip());
            assertThat(eunomia.formats().all()).extracting(EventFormat::name)
                    .contains("json", "csv", "plain_text", "logfmt");

            eunomia.manager().remove(opens.id(), false);
            assertThat(eunomia.formats().find("logfmt")).isEmpty();
        }
    }

    /** An event with what enrichers add. */
    private record Located(long pid, String path, String executable, String host) {
    }

    private static boolean open(String path) {
        try {
            Files.newInputStream(Path.of(path)).close();
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }
}
