package io.eunomia.libbpf.internal.object;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.libbpf.MapType;
import io.eunomia.libbpf.fixture.Commands;
import io.eunomia.libbpf.fixture.Jvm;
import io.eunomia.libbpf.fixture.LoadProbe;
import io.eunomia.libbpf.fixture.TestKernel;
import io.eunomia.libbpf.kernel.ProbeResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A libbpf built from a newer source than the one inside, in JVMs of their own; see cnf/fetch-newer-libbpf. */
@Tag("kernel")
class NewerLibraryTest {
    @TempDir
    private Path folder;

    @Test
    void an_arena_runs_with_the_libbpf_inside_and_with_a_newer_one() throws IOException {
        Path newer = newer();
        boolean lacking = TestKernel.libbpf().probes().mapType(MapType.ARENA) instanceof ProbeResult.Unsupported;
        String outcome = lacking ? "failed map create \"arena\": EINVAL (this kernel has no maps of type arena"
                : "attached uses_arena";
        assertThat(loading("arena", "")).contains(outcome);
        assertThat(loading("arena", newer.toString())).contains(outcome).contains(newer.toString());
    }

    @Test
    void what_only_a_newer_one_knows_is_refused_with_its_version_and_runs_with_it() throws IOException {
        Path newer = newer();
        String loaded = loading("session", newer.toString());
        if (loaded.contains("loaded libbpf 1.5")) {
            assertThat(loaded).contains("needs libbpf 1.6 or newer, and this is 1.5.0: --libbpf FILE");
        } else {
            // Kernels before 6.13 know no such attach type.
            boolean session = TestKernel.libbpf().probes().facts().versionCode() >= 6013;
            assertThat(loaded).contains(session ? "attached in_session" : "failed attach \"in_session\": EINVAL");
        }
        assertThat(loading("session", "")).contains("failed program load \"in_session\": section"
                + " \"uprobe.session/libc.so.6:getppid\" needs libbpf 1.6 or newer, and this is "
                + TestKernel.libbpf().library().major() + "." + TestKernel.libbpf().library().minor());
    }

    /** dlopen(3) looks for a name without a slash elsewhere than in the working directory. */
    @Test
    void a_file_of_the_working_directory_is_found_by_its_name() throws IOException {
        Path here = Path.of("").toAbsolutePath();
        Path copy = Files.copy(newer(), Files.createTempDirectory(here.resolve("target"), "named").resolve("own.so"));
        String output = Commands.run(Jvm.command(LoadProbe.class, List.of("-Deunomia.libbpf=" + here.relativize(copy)))
                .toArray(String[]::new));
        assertThat(output).contains("loaded libbpf 1.").contains("own.so");
    }

    private String loading(String name, String library) throws IOException {
        Path object = Files.write(folder.resolve(name + ".bpf.o"), TestKernel.object(name));
        return Commands.run(Jvm.command(LoadProbe.class, List.of("-Deunomia.libbpf=" + library), object.toString())
                .toArray(String[]::new));
    }

    private static Path newer() {
        Path library = Path.of(Optional.ofNullable(System.getenv("EUNOMIA_CACHE")).filter(text -> !text.isEmpty())
                .orElse(System.getProperty("user.home") + "/.cache/eunomia"), "newer-libbpf-1", "libbpf.so.1");
        return Files.exists(library) ? library : TestKernel.skip("a newer libbpf",
                "Debian's source of a newer libbpf could not be had or built");
    }
}
