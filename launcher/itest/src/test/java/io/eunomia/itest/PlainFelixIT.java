package io.eunomia.itest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.options;
import static org.ops4j.pax.exam.CoreOptions.systemPackages;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;

import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.TrackerManager;
import io.eunomia.runtime.TrackerState;
import io.eunomia.runtime.event.EventConsumer;
import io.eunomia.runtime.event.EventView;
import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.event.Subscription;
import io.eunomia.runtime.event.SubscriptionOptions;
import io.eunomia.testkit.Await;
import io.eunomia.testkit.Distribution;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/**
 * The distribution's bundles, each installed as a bundle with a class loader of its own into a plain Felix: as in a
 * foreign framework, without the launcher and its common class path. A missing import shows here and nowhere else.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class PlainFelixIT {
    private static final String PORT = "org.osgi.service.http.port";
    private static final String WATCHED = "eunomia.watch.dir";
    private static final Duration WAIT = Duration.ofSeconds(60);

    @Inject
    private BundleContext context;

    @Inject
    private TrackerManager manager;

    @Inject
    private CommandProcessor processor;

    @Configuration
    public Option[] plainFelix() throws IOException {
        Path state = Files.createTempDirectory("eunomia-itest-");
        state.toFile().deleteOnExit();
        return options(
                // Pax Exam's own logging bundle has SLF4J 1.7, which nobody here imports.
                systemProperty("pax.exam.logging").value("none"),
                systemProperty("pax.exam.osgi.unresolved.fail").value("true"),
                systemPackages("org.slf4j;version=\"2.0.20\"", "org.slf4j.event;version=\"2.0.20\"",
                        "org.slf4j.helpers;version=\"2.0.20\"", "org.slf4j.spi;version=\"2.0.20\"",
                        // For multipart requests, which nobody here takes; the distribution is without them.
                        "org.apache.commons.fileupload;version=\"1.6.0\"",
                        "org.apache.commons.fileupload.disk;version=\"1.6.0\"",
                        // Of this test itself.
                        "io.eunomia.testkit"),
                frameworkProperty("org.apache.felix.http.host").value("127.0.0.1"),
                frameworkProperty(PORT).value(Integer.toString(freePort())),
                frameworkProperty("eunomia.state").value(state.toString()),
                frameworkProperty(WATCHED).value(Files.createDirectory(state.resolve("watched")).toString()),
                junitBundles(), folder("bundle"), folder("trackers"));
    }

    private static Option folder(String name) throws IOException {
        try (Stream<Path> jars = Files.list(Path.of(System.getProperty("eunomia.distribution"), name))) {
            return composite(jars.sorted().map(jar -> bundle(jar.toUri().toString())).toArray(Option[]::new));
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    public void the_watched_folder_is_found() throws IOException {
        Path file = Path.of(context.getProperty(WATCHED), "watched.bpf.o");
        Files.write(file, Distribution.bytes(Distribution.object("opens")));
        Await.until("the file's tracker", () -> manager.find("watched")
                .filter(tracker -> tracker.source().equals("watched " + file)).isPresent());
        Files.delete(file);
        Await.until("the tracker to be gone", () -> manager.find("watched").isEmpty());
    }

    @Test
    public void every_bundle_is_active() {
        List<String> others = Arrays.stream(context.getBundles()).filter(one -> one.getState() != Bundle.ACTIVE)
                .filter(one -> one.getHeaders().get("Fragment-Host") == null).map(Bundle::getSymbolicName)
                // Made by the runtime to carry the kernel's capabilities: there is nothing in it to start.
                .filter(name -> !name.equals("io.eunomia.kernel")).toList();
        assertEquals(List.of(), others);
    }

    @Test
    public void a_tracker_bundle_runs_and_its_events_can_be_followed() throws InterruptedException {
        Tracker process = manager.find("process").orElseThrow();
        assertEquals(TrackerState.RUNNING, process.state());
        AtomicInteger events = new AtomicInteger();
        try (Subscription subscription = process.subscribe(SubscriptionOptions.all("test"))) {
            Await.until("an event", WAIT, () -> polled(subscription, events) > 0, () -> process.stats().toString());
        }
        assertTrue(process.stats().streams().get(0).read() >= events.get());
    }

    @Test
    public void stopping_the_bundle_stops_the_tracker_and_starting_it_starts_it() throws BundleException {
        Tracker files = manager.find("files").orElseThrow();
        Bundle bundle = context.getBundle(files.bundleId());
        bundle.stop();
        assertEquals(TrackerState.STOPPED, files.state());
        bundle.start();
        Await.until("the tracker to run", () -> manager.find("files").orElseThrow().state() == TrackerState.RUNNING);
    }

    @Test
    public void gogo_finds_the_commands_and_reads_files_itself() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (CommandSession session = processor.createSession(InputStream.nullInputStream(), out, out)) {
            session.execute("eunomia:trackers; eunomia:plan " + Distribution.object("opens"));
            String id = Long.toString(manager.find("process").orElseThrow().bundleId());
            assertTrue(String.valueOf(session.execute("felix:headers process")).contains("io.eunomia.trackers.process"));
            assertTrue(String.valueOf(session.execute("felix:headers " + id)).contains("io.eunomia.trackers.process"));
        }
        String printed = out.toString(StandardCharsets.UTF_8);
        assertTrue(printed, printed.contains("process") && printed.contains("can run here"));
    }

    @Test
    public void http_answers() {
        Await.until("an answer of /healthz", WAIT, () -> status("/healthz") == 200, () -> "");
        assertEquals(401, status("/api/v1/trackers"));
    }

    private int status(String path) {
        try {
            URL url = new URL("http://127.0.0.1:" + context.getProperty(PORT) + path);
            return ((HttpURLConnection) url.openConnection()).getResponseCode();
        } catch (IOException e) {
            return -1;
        }
    }

    private static int polled(Subscription subscription, AtomicInteger events) {
        try {
            new ProcessBuilder("true").start().waitFor();
            subscription.poll(new Counter(events), 100, Duration.ofMillis(100));
            return events.get();
        } catch (InterruptedException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private record Counter(AtomicInteger count) implements EventConsumer {
        @Override
        public void event(EventView event) {
            count.incrementAndGet();
        }

        @Override
        public void notice(Notice notice) {
            // Loss is no matter of this test.
        }
    }
}
