package io.eunomia.runtime.internal.symbol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.eunomia.libbpf.LibbpfLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A Java virtual machine is asked for the names of what it has compiled. */
class JvmMapsTest {
    private final LibbpfLibrary library = LibbpfLibrary.load();
    private final Symbols symbols = new Symbols(library.libbpf().processes());

    /** What the other machine runs. */
    public static final class Busy {
        private static long sum;

        private Busy() {
        }

        private static long churnedNumbers(long from) {
            long all = from;
            for (int i = 0; i < 1000; i++) {
                all = all * 31 + i;
            }
            return all;
        }

        public static void main(String[] arguments) throws IOException {
            for (int i = 0; i < 200_000; i++) {
                sum += churnedNumbers(i);
            }
            System.out.println("ready");
            while (System.in.read() >= 0) {
                sum += churnedNumbers(sum);
            }
        }
    }

    @AfterEach
    void close() {
        symbols.close();
        library.close();
    }

    private static Process start(Map<String, String> environment, String... options) throws IOException {
        List<String> command = new java.util.ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m", "-XX:+UseSerialGC"));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Busy.class.getName()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.inputReader().readLine()).isEqualTo("ready");
        return process;
    }

    /** Some place in memory with code that is no file's. */
    private static long generated(Process process) throws IOException {
        return ProcessMaps.read(Path.of("/proc/" + process.pid() + "/maps"), ProcessMaps.NONE).all().stream()
                .filter(Mapping::generated).mapToLong(Mapping::start).findFirst().orElseThrow();
    }

    @Test
    void its_methods_have_names_when_it_is_asked_and_not_before() throws Exception {
        Process process = start(Map.of());
        int pid = (int) process.pid();
        Path map = Path.of("/tmp/perf-" + pid + ".map");
        try {
            symbols.user(pid, generated(process), false);
            assertThat(map).doesNotExist();
            symbols.user(pid, generated(process), true);
            assertThat(map).exists();
            String line = Files.readAllLines(map).stream().filter(one -> one.contains("churnedNumbers")).findFirst().orElseThrow();
            long address = Long.decode(line.split(" ")[0].startsWith("0x") ? line.split(" ")[0] : "0x" + line.split(" ")[0]);
            Frame frame = symbols.user(pid, address + 1, true);
            assertThat(frame.known()).isTrue();
            assertThat(frame.name()).contains("churnedNumbers");
            assertThat(frame.module()).isEqualTo("jit");
            assertThat(symbols.notes()).isEmpty();
        } finally {
            process.destroy();
            process.waitFor();
            Files.deleteIfExists(map);
        }
    }

    @Test
    void one_that_the_signal_would_end_is_left_alone() throws Exception {
        isLeftAlone(start(Map.of("JAVA_TOOL_OPTIONS", "-Xrs -XX:+DisableAttachMechanism")), "does not handle SIGQUIT");
    }

    @Test
    void one_that_would_answer_the_signal_with_a_dump_of_its_threads_is_left_alone() throws Exception {
        isLeftAlone(start(Map.of(), "-XX:+DisableAttachMechanism"), "-XX:+DisableAttachMechanism");
    }

    private void isLeftAlone(Process process, String why) throws Exception {
        try {
            int pid = (int) process.pid();
            assertThat(symbols.user(pid, generated(process), true).known()).isFalse();
            assertThat(process.isAlive()).isTrue();
            assertThat(symbols.notes()).singleElement().asString().contains(why).contains("jcmd " + pid);
            assertThat(Path.of("/tmp/.attach_pid" + pid)).doesNotExist();
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    @Test
    void a_process_that_is_no_machine_gets_no_signal() throws Exception {
        Process process = new ProcessBuilder("sleep", "60").start();
        try {
            int pid = (int) process.pid();
            assertThatCode(() -> symbols.user(pid, 0x1000, true)).doesNotThrowAnyException();
            assertThat(new JvmAttach(Path.of("/proc"), library.libbpf().processes()).isJvm(pid)).isFalse();
            assertThat(process.isAlive()).isTrue();
        } finally {
            process.destroy();
            process.waitFor();
        }
    }
}
