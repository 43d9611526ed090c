package io.eunomia.itest;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.testkit.Await;
import io.eunomia.testkit.Distribution;
import io.eunomia.testkit.Outcome;
import io.eunomia.testkit.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that need no daemon, and what the client commands cost. */
class CommandsIT {
    @TempDir
    private Path folder;

    @Test
    void version_names_every_component() {
        Outcome outcome = Distribution.eunomia("version");
        assertThat(outcome.exit()).isZero();
        assertThat(outcome.out()).startsWith("eunomia " + Distribution.version() + "\n").contains("org.apache.felix.framework 7.")
                .contains("io.eunomia.runtime " + Distribution.version()).contains("io.eunomia.trackers.process " + Distribution.version());
    }

    @Test
    void help_lists_every_command_and_exit_code() {
        String help = Distribution.eunomia("help").out();
        assertThat(help).contains("run", "server", "start", "list", "stop", "update", "events", "stats", "maps", "shell",
                "plan", "doctor", "unpin", "vmlinux", "archive", "version", "completion").contains("the daemon cannot be reached");
        assertThat(Distribution.eunomia("help", "run").out()).contains("--duration").contains("--filter");
    }

    @Test
    void completion_is_a_script_that_bash_takes() throws IOException {
        Path script = Files.writeString(folder.resolve("completion"), Distribution.eunomia("completion").out());
        assertThat(script).content().contains("complete -F _eunomia eunomia");
        try (Running bash = Running.start(new ProcessBuilder("bash", "-n", script.toString()))) {
            assertThat(bash.finish(Await.LONG)).isEqualTo(new Outcome(0, "", ""));
        }
    }

    @Test
    @Tag("kernel")
    void plan_says_what_would_be_done_without_doing_it() {
        Outcome outcome = Distribution.eunomia("plan", Distribution.object("opens").toString());
        assertThat(outcome.exit()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains("can run here").containsPattern("handle_openat +tracepoint +.*sys_enter_openat")
                .containsPattern("rb +ringbuf").contains("pid comm filename");
        assertThat(Distribution.eunomia("plan", Distribution.object("nowhere").toString()).exit()).isEqualTo(1);
    }

    @Test
    @Tag("kernel")
    void vmlinux_is_a_header_of_the_running_kernel() {
        Outcome outcome = Distribution.eunomia("vmlinux");
        assertThat(outcome.exit()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains("#ifndef __VMLINUX_H__").contains("struct task_struct {");
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "version", "shell"})
    void a_client_command_loads_neither_framework_nor_natives(String command) throws IOException {
        Path log = folder.resolve("classes");
        ProcessBuilder builder = Distribution.command(command);
        builder.environment().put("EUNOMIA_OPTS", "-Xlog:class+load:file=" + log);
        // From Java 25 on an archive brings its classes with it, used or not.
        builder.environment().put("EUNOMIA_ARCHIVES", "none");
        builder.environment().put("EUNOMIA_URL", "http://127.0.0.1:9");
        builder.environment().put("EUNOMIA_STATE", folder.toString());
        try (Running running = Running.start(builder)) {
            running.finish(Await.LONG);
        }
        List<String> loaded = Files.readAllLines(log);
        assertThat(loaded).anyMatch(line -> line.contains("io.eunomia.launcher.Main"))
                .noneMatch(line -> line.contains("org.apache.felix") || line.contains("org.osgi")
                        || line.contains("jnr.") || line.contains("com.kenai")
                        // The token is read by the engine's bounded reader of files, which needs nothing else of it. What
                        // the client asks for and is shown are interfaces and records, which need nothing of it either.
                        || line.contains("io.eunomia.runtime") && !line.contains("io.eunomia.runtime.file.RegularFile ")
                                && !line.contains("io.eunomia.runtime.control.") && !line.contains("io.eunomia.runtime.view.")
                                && !line.contains("io.eunomia.runtime.display.RowOrder ")
                        || line.contains("io.eunomia.libbpf"));
    }
}
