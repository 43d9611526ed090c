package io.eunomia.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eunomia.launcher.embed.Eunomia;
import io.eunomia.launcher.embed.Event;
import io.eunomia.launcher.embed.EventField;
import io.eunomia.launcher.embed.MappingException;
import io.eunomia.runtime.PackageSource;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.event.Notice;
import io.eunomia.testkit.Await;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Events as records while the tracker is replaced by a version whose two streams are laid out differently. */
@Tag("kernel")
@Timeout(120)
class EmbeddedUpdateIT {
    private static final int PID = (int) ProcessHandle.current().pid();

    /** Both streams have these. */
    record Common(int version, int pid, @EventField(EventField.STREAM) String stream,
            @EventField(EventField.SEQUENCE) long number) {
    }

    /** One of them has this. */
    record Opened(String path, int pid, int version, @EventField(EventField.SEQUENCE) long number) {
    }

    /** Only the second version has it. */
    record Numbered(long inode) {
    }

    @Test
    void records_follow_the_layout_of_the_version_that_made_the_event() throws Exception {
        try (Eunomia eunomia = Eunomia.builder().start()) {
            Tracker tracker = eunomia.manager().start(source("two_streams"), new StartOptions("", Map.of("target",
                    Integer.toString(PID)), Map.of(), List.of()));
            assertThatThrownBy(() -> eunomia.events(tracker, Numbered.class)).isInstanceOf(MappingException.class)
                    .hasMessageContaining("shorts has no field inode").hasMessageContaining("longs has no field inode");
            Collector<Common> common = new Collector<>(Long.MAX_VALUE);
            Collector<Opened> opened = new Collector<>(Long.MAX_VALUE);
            Collector<Event> plain = new Collector<>(Long.MAX_VALUE);
            eunomia.events(tracker, Common.class).subscribe(common);
            eunomia.events(tracker, Opened.class).subscribe(opened);
            eunomia.events(tracker).subscribe(plain);
            open(opened, 1);
            eunomia.manager().update(tracker.id(), source("two_streams_2"));
            open(opened, 2);
            Collector<Numbered> numbered = new Collector<>(Long.MAX_VALUE);
            eunomia.events(tracker, Numbered.class).subscribe(numbered);
            open(opened, 2);
            Await.until("an event of the new field", () -> !numbered.events.isEmpty());

            eunomia.manager().update(tracker.id(), source("two_streams"));
            open(opened, 1);
            assertThatThrownBy(() -> numbered.end.get(10, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(MappingException.class).hasMessageContaining("has no field inode");
            eunomia.manager().stop(tracker.id());
            common.end.get(10, TimeUnit.SECONDS);
            opened.end.get(10, TimeUnit.SECONDS);
            plain.end.get(10, TimeUnit.SECONDS);

            assertThat(opened.events).allMatch(event -> event.pid() == PID);
            assertThat(opened.events.stream().map(Opened::version).distinct()).containsExactly(1, 2);
            assertThat(common.events).allMatch(event -> event.pid() == PID && (event.version() == 1 || event.version() == 2));
            // Whoever subscribed earlier has all that came to those who subscribed later, from both streams.
            assertThat(longs(common)).containsAll(opened.events.stream().map(Opened::number).toList());
            assertThat(common.events.size() - longs(common).size()).isGreaterThanOrEqualTo(opened.events.size());
            assertThat(plain.events).allMatch(event -> event.number("pid") == PID)
                    .extracting(Event::stream).contains("shorts", "longs");
            assertThat(opened.notices.stream().filter(Notice.Updated.class::isInstance)).hasSize(2);
        }
    }

    private static Set<Long> longs(Collector<Common> common) {
        return common.events.stream().filter(event -> event.stream().equals("longs")).map(Common::number)
                .collect(Collectors.toSet());
    }

    /** Opens a file that is not there until the event of a version has come. */
    private static void open(Collector<Opened> opened, int version) {
        String path = "/nowhere/" + System.nanoTime();
        Await.until("the open of " + path + " by version " + version, () -> {
            try {
                Files.newInputStream(Path.of(path)).close();
                throw new IllegalStateException(path + " exists");
            } catch (IOException e) {
                return opened.events.stream().anyMatch(event -> event.path().equals(path) && event.version() == version);
            }
        });
    }

    private static PackageSource source(String object) {
        try (InputStream in = EmbeddedUpdateIT.class.getResourceAsStream("/bpf/" + object + ".bpf.o")) {
            return new PackageSource("two_streams", in.readAllBytes(), "test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
