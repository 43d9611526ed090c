package io.eunomia.itest;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.testkit.Api;
import io.eunomia.testkit.Await;
import io.eunomia.testkit.Daemon;
import io.eunomia.testkit.Distribution;
import io.eunomia.testkit.NumberedOpens;
import io.eunomia.testkit.Outcome;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A daemon gives way to another distribution, which brings other code for one of its trackers, while numbered opens are
 * made.
 */
@Tag("kernel")
class DistributionUpgradeIT {
    private static final int OPENS = 5_000;
    private static final Pattern READY = Pattern.compile("process (\\d+) is ready on (http://\\S+)");

    @TempDir
    private Path folder;
    private final AtomicInteger allowed = new AtomicInteger();
    private Daemon daemon;
    private Api api;
    private int tracker;
    private NumberedOpens opens;

    @BeforeEach
    void start() throws IOException {
        distribution("present", 1);
        daemon = Daemon.startOf(folder.resolve("present"), state());
        api = new Api(daemon);
        tracker = api.trackers().stream().map(one -> (Map<?, ?>) one).filter(one -> one.get("name").equals("numbered"))
                .mapToInt(one -> (Integer) one.get("id")).findFirst().orElseThrow();
        api.action(tracker, "stop");
        assertThat(api.action(tracker, "start?persist=true&export=" + URLEncoder.encode("file:path=" + file().path(),
                StandardCharsets.UTF_8)).status()).isEqualTo(200);
        opens = new NumberedOpens(allowed::get);
        allow();
    }

    /** What is left when a test fails. */
    @AfterEach
    void end() {
        opens.close();
        List<ProcessHandle> left = ProcessHandle.allProcesses().filter(process -> process.info().arguments()
                .map(List::of).orElse(List.of()).contains(state().toString())).toList();
        left.forEach(ProcessHandle::destroy);
        Await.until("the end of " + left, () -> left.stream().noneMatch(ProcessHandle::isAlive));
        daemon.close();
    }

    @Test
    void other_code_takes_over_without_missing_a_number_and_receipts_say_how() throws IOException {
        distribution("next", 2);
        Outcome tried = upgrade("next", "--dry-run");
        assertThat(tried.exit()).isZero();
        assertThat(tried.out()).contains("gives way to", "files does not persist").doesNotContain("numbered does not persist");
        assertThat(daemon.running().process().isAlive()).isTrue();
        allowed.addAndGet(OPENS);
        Outcome outcome = upgrade("next");
        assertThat(outcome.exit()).as("%s", outcome).isZero();
        assertThat(outcome.out()).contains("numbered was taken over by slot: nobody read for", "; full rings refused 0, 0 duplicated",
                "numbered was updated from 1.0.0 to 2.0.0: switched by slot", "files was started anew");
        // Its outputs are the other one's now.
        assertThat(daemon.running().process().exitValue()).isZero();
        reconnect(outcome.out());
        assertThat(daemon.log()).as("the outputs go on").contains("is taken over", "ready on " + READY.matcher(outcome.out())
                .results().findFirst().orElseThrow().group(2));
        allow();
        assertThat(api.tracker(tracker)).containsEntry("version", "2.0.0").containsEntry("state", "running")
                .containsKey("pinned_since");
        assertExact();
        file().versions().forEach((stream, versions) -> assertThat(versions).as(stream).startsWith(1).endsWith(2).isSorted());
    }

    @Test
    void a_distribution_that_does_not_come_up_leaves_the_one_before() throws IOException {
        distribution("broken", 2);
        try (var jars = Files.newDirectoryStream(folder.resolve("broken/bundle"), "http.bundle-*.jar")) {
            for (Path jar : jars) {
                Files.delete(jar);
            }
        }
        Outcome outcome = upgrade("broken");
        assertThat(outcome.exit()).as("%s", outcome).isEqualTo(1);
        assertThat(outcome.err()).contains("does not come up; the distribution before runs again");
        assertThat(daemon.log()).contains("bundle/http.bundle is missing");
        Outcome again = upgrade("present");
        assertThat(again.out()).contains("numbered was taken over by slot");
        reconnect(again.out());
        allow();
        assertExact();
        for (String[] wrong : new String[][] {{folder.toString(), "is no distribution of Eunomia"},
            {folder.resolve("none").toString(), "does not exist"}}) {
            Outcome refused = Distribution.eunomia("upgrade", wrong[0], "--state", state().toString());
            assertThat(refused.exit()).isEqualTo(1);
            assertThat(refused.err()).contains(wrong[1]);
        }
        assertThat(Distribution.eunomia("upgrade", folder.resolve("present").toString(), "--state", folder.toString()).err())
                .contains("no daemon runs on the state folder");
    }

    private Outcome upgrade(String to, String... options) {
        List<String> words = new java.util.ArrayList<>(List.of("upgrade", folder.resolve(to).toString(), "--state", state().toString()));
        words.addAll(List.of(options));
        return Distribution.eunomia(words.toArray(String[]::new));
    }

    private void reconnect(String said) {
        Matcher ready = READY.matcher(said);
        assertThat(ready.find()).as(said).isTrue();
        api = new Api(ready.group(2), daemon.token());
    }

    /** Ends opens and tracker, and looks at what is in the file. */
    private void assertExact() {
        int made = opens.finish();
        assertThat(api.action(tracker, "stop").status()).isEqualTo(200);
        // The answer does not wait for what the rings still hold.
        Await.until(made + " in the file", Await.LONG, () -> file().streamsWith(made) == Load.STREAMS.size(), daemon::log);
        List<Integer> all = IntStream.rangeClosed(1, made).boxed().toList();
        Map<String, List<Integer>> numbers = file().numbers();
        assertThat(numbers).containsOnlyKeys(Load.STREAMS);
        numbers.forEach((stream, seen) -> {
            assertThat(seen.size()).as("%s: %s, %s", stream, file().notices(), api.stats(tracker)).isEqualTo(made);
            assertThat(seen).as(stream).isEqualTo(all);
        });
    }

    private void allow() {
        opens.awaitMade(allowed.addAndGet(OPENS));
    }

    private Path state() {
        return folder.resolve("state");
    }

    private NumberedFile file() {
        return new NumberedFile(folder.resolve("numbers.json"));
    }

    /** A copy of the distribution with a version of {@code numbered} among its trackers. */
    private void distribution(String name, int version) throws IOException {
        Path home = folder.resolve(name);
        Distribution.copy(home, file -> true);
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Bundle-ManifestVersion", "2");
        attributes.putValue("Bundle-SymbolicName", "test.numbered");
        attributes.putValue("Bundle-Version", version + ".0.0");
        attributes.putValue("Eunomia-Tracker", "tracker.json");
        attributes.putValue("Require-Capability", "osgi.extender;filter:=\"(osgi.extender=eunomia.tracker)\"");
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(home.resolve("trackers/numbered-" + version + ".0.0.jar")),
                manifest)) {
            jar.putNextEntry(new JarEntry("tracker.json"));
            jar.write(("{\"eunomia\":1,\"name\":\"numbered\",\"version\":\"" + version + ".0.0\",\"object\":\"numbered.bpf.o\"}")
                    .getBytes(StandardCharsets.UTF_8));
            jar.putNextEntry(new JarEntry("numbered.bpf.o"));
            jar.write(Distribution.bytes(Distribution.object(version == 1 ? "numbered" : "numbered_" + version)));
        }
    }
}
