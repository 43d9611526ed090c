package io.eunomia.libbpf.internal.object;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.libbpf.fixture.Jvm;
import io.eunomia.libbpf.fixture.KernelPrograms;
import io.eunomia.libbpf.fixture.LoadProbe;
import io.eunomia.libbpf.fixture.TestKernel;
import io.eunomia.testkit.Await;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("kernel")
@Timeout(120)
class KilledProcessTest {

    /** Nothing is pinned, so that whatever happens to the process the kernel cleans up after it. */
    @Test
    void a_killed_process_leaves_no_program(@TempDir Path directory) throws Exception {
        Path object = Files.write(directory.resolve("o"), TestKernel.object("getppid_counter"));
        Process process = new ProcessBuilder(Jvm.command(LoadProbe.class, List.of(), object.toString())).start();
        int id = attachedProgram(process.inputReader());
        assertThat(KernelPrograms.exists(id)).isTrue();
        process.destroyForcibly();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        Await.until("the program's end", () -> !KernelPrograms.exists(id));
    }

    @Test
    void an_orderly_end_leaves_no_program(@TempDir Path directory) throws Exception {
        Path object = Files.write(directory.resolve("o"), TestKernel.object("getppid_counter"));
        Process process = new ProcessBuilder(Jvm.command(LoadProbe.class, List.of(), object.toString())).start();
        int id = attachedProgram(process.inputReader());
        process.outputWriter().close();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        Await.until("the program's end", () -> !KernelPrograms.exists(id));
    }

    private static int attachedProgram(BufferedReader output) throws IOException {
        String line = output.readLine();
        while (line != null && !line.startsWith("attached ")) {
            line = output.readLine();
        }
        assertThat(line).as("output of the other JVM").isNotNull();
        return Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1));
    }
}
