package io.eunomia.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eunomia.launcher.embed.ArgumentName;
import io.eunomia.launcher.embed.Eunomia;
import io.eunomia.launcher.embed.Event;
import io.eunomia.launcher.embed.MappingException;
import io.eunomia.runtime.PackageSource;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.Tracker;
import io.eunomia.testkit.Await;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Values of all kinds go to a program as a record of arguments and come back as a record of an event. */
@Tag("kernel")
@Timeout(120)
class TypedValuesIT {
    enum Colour { RED, GREEN }

    record Pair(int from, int to) {
    }

    record Given(@ArgumentName("target") long process, Duration took, InetAddress source, Colour colour, Optional<Long> number,
            boolean flag, String label, byte[] raw, int[] list, List<Pair> pairs, Double share) {
    }

    record Shown(Instant when, Instant never, Duration took, Duration delayUs, Duration plainNs, Object delay_us, Long number,
            long large, InetAddress source, Colour colour, List<Long> list, List<?> pairs, String label, byte[] raw,
            boolean flag, double share) {
    }

    record Taken(Instant when, Instant never, Duration took, Duration delayUs, Object delay_us, Long number, long large,
            InetAddress source, Colour colour, List<Long> list, List<?> pairs, String label, byte[] raw, boolean flag,
            double share) {
    }

    record WrongElements(List<String> list) {
    }

    record NoTime(Instant number) {
    }

    record NoAddress(InetAddress number) {
    }

    record NoArgument(Thread thread) {
    }

    @Test
    void values_of_every_kind_go_in_and_come_out_as_they_are() throws Exception {
        InetAddress source = InetAddress.getByName("10.1.2.3");
        Given given = new Given(ProcessHandle.current().pid(), Duration.ofMillis(1500), source, Colour.GREEN,
                Optional.of(-5L), true, "a, b: \"c\"", new byte[] {0, 1, (byte) 0xfe, (byte) 0xff}, new int[] {5, 6, 7},
                List.of(new Pair(1, 2), new Pair(3, 4)), 0.25);
        try (Eunomia eunomia = Eunomia.builder().start()) {
            Tracker tracker = eunomia.manager().start(typedValues(),
                    StartOptions.none().withArguments(Eunomia.arguments(given)));
            assertThatThrownBy(() -> eunomia.events(tracker, Shown.class)).isInstanceOf(MappingException.class)
                    .hasMessageContaining("Shown.plainNs: field plain_ns").hasMessageContaining("cannot be a Duration");
            assertThatThrownBy(() -> eunomia.events(tracker, NoTime.class)).isInstanceOf(MappingException.class)
                    .hasMessageContaining("NoTime.number");
            assertThatThrownBy(() -> eunomia.events(tracker, NoAddress.class)).isInstanceOf(MappingException.class)
                    .hasMessageContaining("NoAddress.number");
            Collector<Taken> taken = new Collector<>(Long.MAX_VALUE);
            Collector<Event> plain = new Collector<>(Long.MAX_VALUE);
            Collector<WrongElements> wrong = new Collector<>(Long.MAX_VALUE);
            eunomia.events(tracker, Taken.class).subscribe(taken);
            eunomia.events(tracker).subscribe(plain);
            eunomia.events(tracker, WrongElements.class).subscribe(wrong);
            Instant before = Instant.now();
            Await.until("an event for each subscriber", () -> Files.notExists(Path.of("/nowhere/typed")) && open()
                    && !taken.events.isEmpty() && !plain.events.isEmpty() && wrong.end.isDone());

            Taken one = taken.events.get(0);
            assertThat(one.when()).isBetween(before.minusSeconds(1), Instant.now().plusSeconds(1));
            assertThat(one.never()).isNull();
            assertThat(one).usingRecursiveComparison().ignoringFields("when").isEqualTo(new Taken(null, null,
                    given.took(), Duration.ofNanos(1_500_000), 1500L, -5L, -1L, source, Colour.GREEN, List.of(5L, 6L, 7L),
                    List.of(Map.of("from", 1L, "to", 2L), Map.of("from", 3L, "to", 4L)), given.label(), given.raw(), true,
                    0.25));

            Event event = plain.events.get(0);
            assertThat(event.instant("when")).isBetween(before.minusSeconds(1), Instant.now().plusSeconds(1));
            assertThat(event.fields()).doesNotContainKey("never");
            assertThat(event.duration("took")).isEqualTo(given.took());
            assertThat(event.number("delay_us")).isEqualTo(1500);
            assertThat(event.list("list")).isEqualTo(List.of(5L, 6L, 7L));
            assertThat(event.text("source")).isEqualTo("10.1.2.3");
            assertThat(event.text("raw")).isEqualTo("0001feff");
            assertThat(event.text("colour")).isEqualTo("GREEN");
            assertThatThrownBy(wrong.end::get).hasCauseInstanceOf(MappingException.class)
                    .hasMessageContaining("WrongElements.list: its elements are Long, no String");
        }
    }

    @Test
    void what_no_argument_takes_is_refused_by_its_name() {
        assertThatThrownBy(() -> Eunomia.arguments(new NoArgument(Thread.currentThread())))
                .isInstanceOf(MappingException.class).hasMessageContaining("NoArgument.thread is a Thread");
        assertThat(Eunomia.arguments(new NoArgument(null))).isEmpty();
    }

    private static boolean open() {
        try {
            Files.newInputStream(Path.of("/nowhere/typed")).close();
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static PackageSource typedValues() throws IOException {
        try (InputStream in = TypedValuesIT.class.getResourceAsStream("/bpf/typed_values.bpf.o")) {
            return new PackageSource("typed_values", in.readAllBytes(), "test");
        }
    }
}
