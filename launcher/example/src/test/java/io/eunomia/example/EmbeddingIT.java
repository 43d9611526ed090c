package io.eunomia.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eunomia.launcher.embed.Eunomia;
import io.eunomia.launcher.embed.Event;
import io.eunomia.launcher.embed.EventField;
import io.eunomia.launcher.embed.EventSubscription;
import io.eunomia.launcher.embed.MappingException;
import io.eunomia.launcher.embed.StartException;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.TrackerManager;
import io.eunomia.runtime.TrackerState;
import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.event.SubscriptionOptions;
import io.eunomia.testkit.Await;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The embedding API on this machine's kernel, with the tracker process and programs that the tests start. */
@Tag("kernel")
@Timeout(120)
class EmbeddingIT {
    private static final SubscriptionOptions TRUE = new SubscriptionOptions("test", "(&(kind=EXEC)(comm=true))", 1 << 16);

    enum Kind { EXEC, EXIT }

    record Everything(Kind kind, int pid, long ppid, String comm, Instant time, Duration durationNs, String filename,
            @EventField("duration_ns") long age, @EventField(EventField.TIMESTAMP) Instant when,
            @EventField(EventField.SEQUENCE) long number, @EventField(EventField.STREAM) String from, Integer argc) {
    }

    record Pid(int pid) {
    }

    record Wrong(int pid, String nonsense) {
    }

    record WrongKind(Instant comm) {
    }

    @Test
    void the_example_prints_three_programs() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream printer = new PrintStream(out, true, StandardCharsets.UTF_8);
        CompletableFuture<Void> example = CompletableFuture.runAsync(() -> ExecWatcher.watch(printer, 3));
        Programs.whileStarting("the example to end", example::isDone);
        example.join();
        // Arguments of other programs may hold line feeds.
        assertThat(out.toString(StandardCharsets.UTF_8).lines().filter(line -> line.startsWith("Exec["))).hasSize(3)
                .allMatch(line -> line.matches("Exec\\[time=\\d{4}-.*Z, pid=\\d+, comm=.*, args=.*"));
    }

    /** Programs are started without pause by a process of its own. */
    @Test
    void a_subscriber_that_is_given_with_the_start_gets_the_first_event() throws Exception {
        Process flood = new ProcessBuilder("sh", "-c", "while :; do /bin/true; done").start();
        try (Eunomia eunomia = Eunomia.builder().start()) {
            Collector<Everything> records = new Collector<>(Long.MAX_VALUE);
            Tracker process = eunomia.start("process", StartOptions.none(), Everything.class, records);
            Await.until("a few events", () -> records.events.size() > 2);
            assertThat(records.events.stream().limit(3).map(Everything::number)).containsExactly(1L, 2L, 3L);
            long before = eunomia.manager().stop(process.id()).stats().streams().get(0).read();
            Collector<Event> plain = new Collector<>(Long.MAX_VALUE);
            eunomia.start("process", StartOptions.none(), Event.class, plain);
            Await.until("an event of the second run", () -> !plain.events.isEmpty());
            assertThat(plain.events.get(0).sequence()).isEqualTo(before + 1);
            eunomia.manager().stop(process.id());
            Collector<Wrong> wrong = new Collector<>(Long.MAX_VALUE);
            eunomia.start("process", StartOptions.none(), Wrong.class, wrong);
            assertThatThrownBy(() -> wrong.end.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(MappingException.class);
        } finally {
            flood.destroyForcibly();
        }
    }

    @Test
    void a_record_takes_numbers_text_times_durations_and_enums() throws Exception {
        try (Eunomia eunomia = Eunomia.builder().start()) {
            Tracker process = eunomia.start("process");
            Collector<Everything> collector = new Collector<>(Long.MAX_VALUE);
            eunomia.events(process, Everything.class, SubscriptionOptions.all("test")).subscribe(collector);
            collector.subscription.get(10, TimeUnit.SECONDS);
            Instant before = Instant.now();
            int pid = Programs.run("true", "embedded");
            Await.until("both events", () -> collector.events.stream().filter(e -> e.pid() == pid
                    && e.comm().equals("true")).count() == 2);
            var mine = collector.events.stream().filter(e -> e.pid() == pid && e.comm().equals("true")).toList();
            Everything exec = mine.get(0);
            assertThat(exec.kind()).isEqualTo(Kind.EXEC);
            assertThat(exec.ppid()).isPositive();
            assertThat(exec.filename()).endsWith("/true");
            assertThat(exec.argc()).isEqualTo(2);
            assertThat(exec.time()).isBetween(before.minusSeconds(1), Instant.now().plusSeconds(1))
                    .isEqualTo(exec.when());
            assertThat(exec.durationNs()).isPositive().isEqualTo(Duration.ofNanos(exec.age()));
            assertThat(exec.from()).isEqualTo("process");
            assertThat(mine.get(1).kind()).isEqualTo(Kind.EXIT);
            assertThat(mine.get(1).number()).isGreaterThan(exec.number());
            assertThat(mine.get(1).filename()).as("an EXIT record ends before it").isNull();
        }
    }

    @Test
    void any_event_can_be_had_without_a_record() {
        try (Eunomia eunomia = Eunomia.builder().start()) {
            Collector<Event> collector = new Collector<>(1);
            eunomia.events(eunomia.start("process"), TRUE).subscribe(collector);
            Programs.whileStarting("an event", () -> !collector.events.isEmpty());
            Event event = collector.events.get(0);
            assertThat(event.text("kind")).isEqualTo("EXEC");
            assertThat(event.number("pid")).isPositive();
            assertThat(event.fields()).containsEntry("comm", "true");
            assertThatThrownBy(() -> event.value("nonsense")).hasMessageContaining("no field nonsense; it has time");
        }
    }

    @Test
    void what_does_not_fit_is_refused_with_the_fields_there_are() {
        try (Eunomia eunomia = Eunomia.builder().start()) {
            Tracker process = eunomia.start("process");
            assertThatThrownBy(() -> eunomia.events(process, Wrong.class)).isInstanceOf(MappingException.class)
                    .hasMessageContaining("Wrong.nonsense: process has no field nonsense; it has time, kind, pid");
            assertThatThrownBy(() -> eunomia.events(process, WrongKind.class)).isInstanceOf(MappingException.class)
                    .hasMessageContaining("WrongKind.comm: field comm").hasMessageContaining("cannot be a Instant");
            assertThatThrownBy(() -> eunomia.start("nonsense")).isInstanceOf(TrackerException.class)
                    .hasMessageContaining("no built-in tracker is called nonsense; there are: ")
                    .hasMessageContaining("process");
            eunomia.manager().stop(process.id());
            Collector<Wrong> late = new Collector<>(1);
            eunomia.events(process, Wrong.class).subscribe(late);
            assertThatThrownBy(() -> late.end.get(10, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class)
                    .hasMessageContaining("not running");
        }
    }

    @Test
    void no_more_comes_than_is_requested_and_what_is_dropped_is_counted_and_told() throws Exception {
        try (Eunomia eunomia = Eunomia.builder().start()) {
            Tracker process = eunomia.start("process");
            Collector<Pid> collector = new Collector<>(2);
            eunomia.events(process, Pid.class, new SubscriptionOptions("slow", "(comm=true)", 4096)).subscribe(collector);
            EventSubscription subscription = collector.subscription.get(10, TimeUnit.SECONDS);
            Programs.whileStarting("drops", () -> subscription.dropped() > 0 && collector.events.size() == 2);
            assertThat(collector.events).hasSize(2);
            assertThat(subscription.delivered()).isEqualTo(2);

            subscription.request(Long.MAX_VALUE);
            Programs.whileStarting("the notice", () -> collector.notices.stream().anyMatch(Notice.Dropped.class::isInstance));
            subscription.cancel();
            assertThat(subscription.offered()).isGreaterThanOrEqualTo(subscription.delivered() + subscription.dropped());
            Await.until("the end of its thread", () -> flowThreads().isEmpty());
            assertThat(collector.end).as("who cancels is told nothing more").isNotDone();
        }
    }

    @Test
    void asking_for_less_than_one_event_is_an_error() {
        try (Eunomia eunomia = Eunomia.builder().start()) {
            Collector<Pid> collector = new Collector<>(0);
            eunomia.events(eunomia.start("process"), Pid.class).subscribe(collector);
            collector.subscription.thenAccept(subscription -> subscription.request(0));
            assertThatThrownBy(() -> collector.end.get(10, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(IllegalArgumentException.class).hasMessageContaining("request(0)");
        }
    }

    @Test
    void a_tracker_that_stops_completes_its_subscribers_also_those_that_wait() throws Exception {
        try (Eunomia eunomia = Eunomia.builder().start()) {
            Tracker process = eunomia.start("process");
            Collector<Pid> asking = new Collector<>(Long.MAX_VALUE);
            Collector<Pid> idle = new Collector<>(0);
            var none = new SubscriptionOptions("test", "(comm=no-such-program)", 1 << 16);
            eunomia.events(process, Pid.class).subscribe(asking);
            eunomia.events(process, Pid.class, none).subscribe(idle);
            eunomia.manager().stop(process.id());
            asking.end.get(10, TimeUnit.SECONDS);
            idle.end.get(10, TimeUnit.SECONDS);
            assertThat(idle.events).isEmpty();
            assertThat(idle.notices).last().isInstanceOf(Notice.Ended.class);
        }
    }

    @Test
    void close_completes_subscribers_and_leaves_no_thread_and_no_framework() throws Exception {
        WeakReference<TrackerManager> warm = startAndClose();
        Set<String> before = threads();
        WeakReference<TrackerManager> second = startAndClose();
        WeakReference<TrackerManager> third = startAndClose();
        // The thread of a java.lang.ref.Cleaner ends when its owner has been collected.
        Await.until("the frameworks to be collected and the threads to end: " + before, () -> {
            System.gc();
            return warm.refersTo(null) && second.refersTo(null) && third.refersTo(null)
                    && before.containsAll(threads());
        });
        assertThat(threads()).noneMatch(name -> name.startsWith("Felix") || name.startsWith("eunomia"));
    }

    private static WeakReference<TrackerManager> startAndClose() throws Exception {
        Collector<Pid> asking = new Collector<>(Long.MAX_VALUE);
        Collector<Pid> idle = new Collector<>(0);
        Eunomia eunomia = Eunomia.builder().start();
        try (eunomia) {
            Tracker process = eunomia.start("process");
            eunomia.events(process, Pid.class).subscribe(asking);
            eunomia.events(process, Pid.class).subscribe(idle);
            Programs.whileStarting("an event", () -> !asking.events.isEmpty()
                    && idle.subscription.isDone() && idle.subscription.join().offered() > 0);
        }
        eunomia.close();
        assertThat(asking.end).isCompleted();
        assertThat(idle.end).isCompleted();
        assertThat(flowThreads()).isEmpty();
        return new WeakReference<>(eunomia.manager());
    }

    @Test
    void a_state_folder_keeps_trackers_and_admits_one_runtime(@TempDir Path state) {
        int id;
        try (Eunomia eunomia = Eunomia.builder().state(state).start()) {
            id = eunomia.start("process").id();
            assertThatThrownBy(() -> Eunomia.builder().state(state).start()).isInstanceOf(StartException.class)
                    .hasMessageContaining("is in use");
        }
        try (Eunomia eunomia = Eunomia.builder().state(state).start()) {
            assertThat(eunomia.manager().tracker(id).state()).isEqualTo(TrackerState.RUNNING);
            assertThat(eunomia.start("process").id()).isEqualTo(id);
        }
    }

    private static Set<String> flowThreads() {
        return threads().stream().filter(name -> name.startsWith("eunomia-flow")).collect(Collectors.toSet());
    }

    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName)
                .filter(name -> !name.startsWith("process reaper"))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
