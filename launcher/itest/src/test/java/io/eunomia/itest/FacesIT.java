package io.eunomia.itest;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same words do the same on the command line, in the shell and over HTTP. */
@Tag("kernel")
class FacesIT {
    private static final String OPENS = Distribution.object("opens").toString();

    @TempDir
    private Path folder;

    private Path state() {
        return folder.resolve("state");
    }

    private Outcome shell(String command) {
        return Distribution.eunomia("shell", "--state", state().toString(), "-c", command);
    }

    @Test
    void a_command_prints_the_same_in_each_face() {
        try (Daemon daemon = Daemon.start(state())) {
            assertThat(daemon.eunomia("start", OPENS, "--name", "opens").exit()).isZero();
            List<String> commands = List.of("list", "list --json", "maps opens --json", "history 1", "stop opens",
                    "start opens --json", "trackers files");
            String line = commands.stream().map(command -> daemon.eunomia(command.split(" ")).out()).collect(Collectors.joining());
            assertThat(Plain.of(shell(String.join("; ", commands)).out())).isEqualTo(Plain.of(line));
            for (String wrong : List.of("stop nobody", "start opens --name other", "list --bogus")) {
                Outcome there = daemon.eunomia(wrong.split(" "));
                Outcome here = shell(wrong);
                assertThat(here.exit()).as(wrong + here.err()).isEqualTo(there.exit());
                assertThat(here.err().lines().findFirst()).as(wrong).isEqualTo(there.err().lines().findFirst());
            }
        }
    }

    @Test
    @SuppressWarnings("try")    // the opened files are what is exported
    void an_export_has_its_settings_in_each_face() throws IOException {
        Path config = Files.writeString(folder.resolve("eunomia.toml"), "[[tracker]]\nfile = \"" + OPENS
                + "\"\nname = \"toml\"\nexport = ['" + export("toml") + "']\n");
        try (Daemon daemon = Daemon.start(state(), "--no-builtin", "--config", config.toString());
                NumberedOpens opens = new NumberedOpens(folder)) {
            assertThat(daemon.eunomia("start", OPENS, "--name", "line", "--export", export("line")).err()).isEmpty();
            assertThat(shell("start " + OPENS + " --name shell --export '" + export("shell") + "'").err())
                    .isEmpty();
            assertThat(daemon.curl("/api/v1/trackers?name=http&export=" + URLEncoder.encode(export("http"),
                    StandardCharsets.UTF_8), "--data-binary", "@" + OPENS, "-H", "Content-Type: application/octet-stream")
                    .status()).isEqualTo(201);
            for (String face : List.of("toml", "line", "shell", "http")) {
                Await.until("a file moved aside for " + face, () -> Files.exists(folder.resolve(face + ",x.csv.1")));
                try (Stream<String> lines = Files.lines(folder.resolve(face + ",x.csv.1"))) {
                    assertThat(lines.findFirst().orElseThrow()).as(face).endsWith("@sequence,pid,filename");
                }
                assertThat(folder.resolve(face + ",x.csv.2")).doesNotExist();
            }
        }
        try (NumberedOpens opens = new NumberedOpens(folder)) {
            Outcome run = Distribution.eunomia("run", OPENS, "--limit", "3", "--export", export("run"));
            assertThat(run.exit()).as(run.err()).isZero();
            assertThat(folder.resolve("run,x.csv")).exists();
        }
    }

    /** The daemon keeps nothing itself, so that nothing of the test stays in the kernel. */
    @Test
    void a_tracker_is_asked_to_stay_in_the_kernel_in_each_face() throws IOException {
        Path config = Files.writeString(folder.resolve("eunomia.toml"), "[persist]\nall = true\n[[tracker]]\nfile = \"" + OPENS
                + "\"\nname = \"toml\"\npersist = true\n");
        try (Daemon daemon = Daemon.start(state(), "--no-builtin", "--no-persist", "--config", config.toString())) {
            String refusal = "eunomia: warning: it is asked to persist, and this daemon leaves nothing in the kernel at its end";
            assertThat(daemon.eunomia("start", OPENS, "--name", "line", "--persist").err()).startsWith(refusal);
            assertThat(shell("start " + OPENS + " --name shell --persist").err()).startsWith(refusal);
            assertThat(shell("start " + OPENS + " --name plain").err()).isEmpty();
            assertThat(daemon.curl("/api/v1/trackers?name=http&persist=true", "--data-binary", "@" + OPENS, "-H",
                    "Content-Type: application/octet-stream").status()).isEqualTo(201);
            assertThat(persisting(daemon)).containsExactlyInAnyOrder("toml=true", "line=true", "shell=true", "plain=null",
                    "http=true");
            assertThat(daemon.eunomia("update", "line", OPENS, "--map", "rb.max_entries=64k").exit()).isZero();
            assertThat(daemon.eunomia("update", "shell", OPENS, "--clear-options").exit()).isZero();
            assertThat(shell("update http " + OPENS + " --no-persist; update plain " + OPENS + " --persist").err()).isEmpty();
            assertThat(persisting(daemon)).containsExactlyInAnyOrder("toml=true", "line=true", "shell=null", "plain=true",
                    "http=false");
        }
        assertThat(Files.readString(state().resolve("trackers.json"))).contains("\"persist\"");
    }

    private static List<String> persisting(Daemon daemon) {
        return ((List<?>) daemon.curl("/api/v1/trackers").json().get("trackers")).stream().map(one -> (Map<?, ?>) one)
                .map(one -> one.get("name") + "=" + ((Map<?, ?>) one.get("options")).get("persist")).toList();
    }

    /** A file whose name has a comma, small enough to be moved aside soon. */
    private String export(String face) {
        return "file:path=" + folder + '/' + face + "\\,x.csv,format=csv,fields=pid,filename,rotate=4k,keep=1,flush_interval=1ms";
    }

    @Test
    void a_bad_export_names_the_handler_the_setting_and_what_there_is() {
        try (Daemon daemon = Daemon.start(state(), "--no-builtin")) {
            String[] start = daemon.client("start", OPENS);
            for (String[] command : List.of(start, new String[] {"run", OPENS, "--limit", "1"})) {
                Outcome unknown = with(command, "file:path=/tmp/x,colour=red");
                assertThat(unknown.exit()).isEqualTo(2);
                assertThat(unknown.err()).contains("export handler file has no setting \"colour\"", "settings: ", "rotate");
            }
            Outcome handler = with(start, "jsn:fields=pid");
            assertThat(handler.exit()).isEqualTo(2);
            assertThat(handler.err()).contains("there is no export handler \"jsn\"", "plain_text");
            Outcome ambiguous = with(start, "file:path=/tmp/x,json");
            assertThat(ambiguous.exit()).isEqualTo(2);
            assertThat(ambiguous.err()).contains("\"json\" is no setting NAME=VALUE of the handler file");
            assertThat(daemon.curl("/api/v1/trackers?export=file:path", "-d", "{}", "-H", "Content-Type: application/json"))
                    .satisfies(reply -> assertThat(reply.status()).isEqualTo(400))
                    .satisfies(reply -> assertThat(reply.body()).contains("is no setting NAME=VALUE of the handler file"));
        }
    }

    private static Outcome with(String[] command, String export) {
        return Distribution.eunomia(Stream.concat(Stream.of(command), Stream.of("--export", export)).toArray(String[]::new));
    }
}
