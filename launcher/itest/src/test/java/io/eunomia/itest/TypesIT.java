package io.eunomia.itest;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.testkit.Await;
import io.eunomia.testkit.Daemon;
import io.eunomia.testkit.Distribution;
import io.eunomia.testkit.Outcome;
import io.eunomia.testkit.Packages;
import io.eunomia.testkit.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kernels that do not show their types, and plans for others: {@code --btf}, {@code --kernel}, {@code --libbpf}. */
@Tag("kernel")
class TypesIT {
    private static final Duration TIME = Duration.ofSeconds(120);
    private static final Path KERNEL = Path.of("/sys/kernel/btf/vmlinux");
    private static final String PARENTS = Distribution.object("parents").toString();

    private static final List<String> HIDDEN = List.of("unshare", "-m", "sh", "-c",
            "mount -t tmpfs none /sys/kernel/btf && exec \"$@\"", "sh");

    @TempDir
    private Path folder;

    /** As on a kernel without them: in a mount namespace where nothing is in that folder. */
    private static Running hidden(String... arguments) {
        List<String> command = new ArrayList<>(HIDDEN);
        ProcessBuilder plain = Distribution.command(arguments);
        command.addAll(plain.command());
        return Running.start(plain.command(command));
    }

    @Test
    void a_kernel_that_hides_its_types_takes_them_from_a_file() throws IOException {
        try (Running without = hidden("run", PARENTS, "--limit", "1")) {
            Outcome refused = without.finish(TIME);
            assertThat(refused.exit()).isEqualTo(5);
            assertThat(refused.err()).contains("--btf FILE");
        }
        Path types = Files.write(folder.resolve("kernel.btf"), Files.readAllBytes(KERNEL));
        String ours = "(ppid=" + ProcessHandle.current().pid() + ")";
        try (Running with = hidden("run", PARENTS, "--btf", types.toString(), "--limit", "1", "--filter", ours)) {
            Await.until("a child's event", () -> {
                Running.start(new ProcessBuilder("cat", "/etc/hostname")).finish(TIME);
                return !with.process().isAlive();
            });
            Outcome seen = with.finish(TIME);
            assertThat(seen.exit()).as(seen.err()).isZero();
            assertThat(seen.out()).contains(Long.toString(ProcessHandle.current().pid()));
        }
    }

    /** By the command line, HTTP, the shell and the configuration; over a restart, and without the file by then. */
    @Test
    void a_daemon_whose_kernel_hides_its_types_gets_them_with_the_package() throws IOException {
        Path types = Files.write(folder.resolve("kernel.btf"), Files.readAllBytes(KERNEL));
        Path state = folder.resolve("state");
        Path config = Files.writeString(folder.resolve("eunomia.toml"), "builtin = false\n[[tracker]]\nname = \"configured\"\n"
                + "file = \"" + PARENTS + "\"\nbtf = \"kernel.btf\"\n");
        try (Daemon daemon = Daemon.startBy(HIDDEN, state, "--config", config.toString())) {
            Outcome told = daemon.eunomia("start", PARENTS, "--name", "told", "--btf", types.toString());
            assertThat(told.exit()).as(told.err()).isZero();
            assertThat(sent(daemon, "sent", types).status()).isEqualTo(201);
            Outcome shell = Distribution.eunomia("shell", "--state", state.toString(), "-c",
                    "start " + PARENTS + " --name shelled --btf " + types);
            assertThat(shell.exit()).as(shell.err()).isZero();
            assertThat(put(daemon, 2, "").status()).isEqualTo(200);

            Daemon.Reply without = put(daemon, 2, "?clear_options=true");
            assertThat(without.status()).isEqualTo(422);
            assertThat(without.body()).contains("--btf FILE");
            Outcome wrong = daemon.eunomia("start", PARENTS, "--name", "wrong", "--btf", "/etc/hostname");
            assertThat(wrong.exit()).isEqualTo(2);
            assertThat(wrong.err()).contains("neither BTF nor an ELF file").contains("--btf takes BTF");
            Daemon.Reply refused = sent(daemon, "wrong", Path.of("/etc/hostname"));
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.body()).contains("neither BTF nor an ELF file").contains("\"pointer\":\"/btf\"");
            assertThat(daemon.curl("/api/v1/trackers").body()).doesNotContain("wrong");
        }
        Files.delete(types);
        try (Daemon daemon = Daemon.startBy(HIDDEN, state, "--no-builtin")) {
            for (int id = 1; id <= 4; id++) {
                assertThat(daemon.curl("/api/v1/trackers/" + id).json()).containsEntry("state", "running");
            }
            assertThat(daemon.curl("/api/v1/trackers/2/stop", "-X", "POST").status()).isEqualTo(200);
            Daemon.Reply cleared = daemon.curl("/api/v1/trackers/2/start?clear_options=true", "-X", "POST");
            assertThat(cleared.status()).isEqualTo(422);
            assertThat(cleared.body()).contains("--btf FILE");
            assertThat(daemon.curl("/api/v1/trackers/2/start", "-X", "POST").json()).containsEntry("state", "running");
        }
    }

    private static Daemon.Reply sent(Daemon daemon, String name, Path types) {
        return daemon.curl("/api/v1/trackers?name=" + name, "-F", "package=@" + PARENTS, "-F", "btf=@" + types);
    }

    private static Daemon.Reply put(Daemon daemon, int id, String query) {
        return daemon.curl("/api/v1/trackers/" + id + query, "-X", "PUT", "-H", "Content-Type: application/octet-stream",
                "--data-binary", "@" + PARENTS);
    }

    /** Nobody writes to the pipe: whoever opened it would wait for ever. */
    @Test
    void a_pipe_is_opened_neither_for_types_nor_for_a_library() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        Outcome types = Distribution.eunomia("plan", PARENTS, "--btf", pipe.toString());
        assertThat(types.exit()).isEqualTo(2);
        assertThat(types.err()).contains(pipe.toString(), "only regular files are read");
        Path config = Files.writeString(folder.resolve("eunomia.toml"), "libbpf = \"" + pipe + "\"\n");
        Outcome library = Distribution.eunomia("server", "--config", config.toString());
        assertThat(library.exit()).isEqualTo(2);
        assertThat(library.err()).contains(pipe.toString(), "it is a pipe", "must name a libbpf.so file");
    }

    /** clang reads the offset of tgid once for both of its uses. */
    @Test
    void a_plan_by_the_types_of_a_kernel_tells_each_relocation() {
        Outcome plan = Distribution.eunomia("plan", PARENTS, "--btf", KERNEL.toString(), "--kernel", "6.18");
        assertThat(plan.exit()).as(plan.err()).isZero();
        assertThat(plan.out()).contains("can run on Linux 6.18").contains("2 CO-RE relocations: 2 resolved");
    }

    /** One document, whoever asks; the exit status is that of the text. */
    @Test
    void a_plan_as_json_is_what_http_answers() throws IOException {
        Path picky = Files.write(folder.resolve("picky.json"), Packages.own("picky", "1", Path.of(PARENTS),
                Map.of("requires", Map.of("kernel", "99.0"))));
        try (Daemon daemon = Daemon.start(folder.resolve("state"), "--no-builtin")) {
            for (boolean elsewhere : List.of(false, true)) {
                Outcome told = elsewhere ? Distribution.eunomia("plan", picky.toString(), "--json", "--btf", KERNEL.toString(),
                        "--kernel", "6.18") : Distribution.eunomia("plan", picky.toString(), "--json");
                Daemon.Reply answered = elsewhere ? daemon.curl("/api/v1/plan?kernel=6.18", "-F", "package=@" + picky, "-F",
                        "btf=@" + KERNEL) : daemon.curl("/api/v1/plan", "-H", "Content-Type: application/json",
                                "--data-binary", "@" + picky);
                assertThat(told.exit()).as(told.err()).isEqualTo(5);
                Map<String, Object> plan = new Daemon.Reply(200, told.out()).json();
                assertThat(plan).isEqualTo(answered.json()).containsEntry("runnable", false);
                assertThat(plan.containsKey("relocations")).isEqualTo(elsewhere);
            }
        }
    }

    @Test
    void what_is_no_types_file_is_the_callers_mistake() {
        Outcome text = Distribution.eunomia("plan", PARENTS, "--btf", "/etc/hostname");
        assertThat(text.exit()).isEqualTo(2);
        assertThat(text.err()).contains("neither BTF nor an ELF file").contains("--btf takes BTF");
        Outcome alone = Distribution.eunomia("plan", PARENTS, "--kernel", "6.1");
        assertThat(alone.exit()).isEqualTo(2);
        assertThat(alone.err()).contains("--kernel needs the types of that kernel");
        for (String command : List.of("run", "plan")) {
            Outcome nothing = Distribution.eunomia(command, PARENTS, "--libbpf", "/no/such/libbpf.so");
            assertThat(nothing.exit()).as(command).isEqualTo(2);
            assertThat(nothing.err()).contains("--libbpf /no/such/libbpf.so: there is no such file")
                    .contains("it must name a libbpf.so file").doesNotContain("\tat ");
        }
        for (String command : List.of("run", "server", "doctor")) {
            Outcome wrong = Distribution.eunomia(command.equals("run") ? new String[] {command, PARENTS, "--btf",
                "/etc/hostname"} : new String[] {command, "--btf", "/etc/hostname"});
            assertThat(wrong.exit()).as(command).isEqualTo(2);
            assertThat(wrong.err()).contains("neither BTF nor an ELF file").doesNotContain("\tat ");
        }
    }
}
